import { expect, it } from 'vitest';
import type { DevicesDraft } from '../../../../src/contracts/setup.ts';
import { withPrinterField } from '../../../../src/renderer/cashier/setup/draft-changes.ts';

const printer = { id: 'p', profile: 'epson', logo: '/l.png', transport: { kind: 'tcp', host: 'a' } } as const;
const draft: DevicesDraft = { scanners: [], printer, drawer: null, display: null };

it('leaves a logo out that was made for another paper, since nobody could take it out here', () => {
  expect(withPrinterField(draft, 'profile', 'epson-no-cyrillic').printer).not.toHaveProperty('logo');
  expect(withPrinterField(draft, 'width', 32).printer).not.toHaveProperty('logo');
  expect(withPrinterField(draft, 'codePage', 7).printer).toEqual({ ...printer, codePage: 7 });
});
