import { expect, it } from 'vitest';
import { createSignOn } from '../../../src/agent/sign-on.ts';
import { spendsAlone } from '../../../src/agent/store-lan/spending.ts';
import { createUiHandlers } from '../../../src/agent/ui-api/ui-handlers.ts';
import { paperText } from '../../../src/drivers/virtual/paper.ts';
import { epson58 } from '../../../src/receipts/escpos/profiles/epson-58.ts';
import { rongta } from '../../../src/receipts/escpos/profiles/rongta.ts';
import { starPrnt } from '../../../src/receipts/escpos/profiles/star-prnt.ts';
import { memberRecord, pointsLot } from '../../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../../support/till-sale.ts';

it.each([epson58, rongta, starPrnt])(
  'shows the slip of a sale as the till’s own printer prints it ($id)',
  async (profile) => {
    const till = openTestTill([memberRecord('m1', { lots: [pointsLot('a', 500)] })], {
      printing: () => ({ profile, own: true }),
    });
    const handlers = createUiHandlers({
      version: '1.0.0',
      checkout: till.checkout,
      store: till.store,
      signOn: createSignOn(),
      spending: spendsAlone,
      status: () => {
        throw new Error('no call here asks for the status');
      },
      language: () => 'ru',
      bench: null,
      profile,
      nowMs: till.clock.wallMs,
      printQueued: () => undefined,
      feed: () => undefined,
      setConnected: () => undefined,
      isPlugged: () => true,
    });
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    const sold = accepted(await handlers['receipt.confirm']({ purchaseId: 'P1', ...confirmRequest(1) }));
    expect(sold.paper.columns).toBe(profile.columns);
    const lines = paperText(sold.paper);
    expect(lines.join('\n')).toContain('ИТОГО');
    expect(Math.max(...lines.map((line) => line.length))).toBe(profile.columns);
  },
);
