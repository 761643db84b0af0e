import { expect, it } from 'vitest';
import type { DevicesDraft } from '../../../../src/contracts/setup.ts';
import { devicesConfigSchema } from '../../../../src/drivers/config.ts';
import { printerAt, withPrinterField } from '../../../../src/renderer/cashier/setup/draft-changes.ts';

const printer = { id: 'p', profile: 'epson', logo: '/l.png', transport: { kind: 'tcp', host: 'a' } } as const;
const draft: DevicesDraft = { scanners: [], printer, drawer: null, display: null };

it('leaves a logo out that was made for another paper, since nobody could take it out here', () => {
  expect(withPrinterField(draft, 'profile', 'epson-no-cyrillic').printer).not.toHaveProperty('logo');
  expect(withPrinterField(draft, 'width', 32).printer).not.toHaveProperty('logo');
  expect(withPrinterField(draft, 'codePage', 7).printer).toEqual({ ...printer, codePage: 7 });
});

it('forgets what was said of another model, which the till would refuse of this one', () => {
  const epson = withPrinterField(draft, 'codePage', 7);
  const asked = withPrinterField(withPrinterField(epson, 'encoding', 'cp1251'), 'confirmBy', 'process-id');
  const star = withPrinterField(asked, 'profile', 'star-prnt');
  expect(star.printer).toEqual({ id: 'p', profile: 'star-prnt', transport: printer.transport });
  expect(devicesConfigSchema.safeParse(star).success).toBe(true);
  expect(withPrinterField(asked, 'timeoutMs', 900).printer).toMatchObject({
    codePage: 7,
    confirmBy: 'process-id',
  });
});

it('reads where a printer is, and leaves to the till what is no place', () => {
  const places = ['192.168.1.50', 'kassa:9101', 'fe80::1', 'a:b', '/dev/ttyS0', 'com4'].map(printerAt);
  expect(places).toEqual([
    { kind: 'tcp', host: '192.168.1.50' },
    { kind: 'tcp', host: 'kassa', port: 9101 },
    { kind: 'tcp', host: 'fe80::1' },
    { kind: 'tcp', host: 'a:b' },
    { kind: 'serial', path: '/dev/ttyS0' },
    { kind: 'serial', path: 'com4' },
  ]);
});
