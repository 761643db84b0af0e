import { onTestFinished } from 'vitest';
import { createClosers } from '../../../src/agent/closers.ts';
import { integrationsConfigSchema } from '../../../src/agent/integrations/integrations-config.ts';
import { listenIntegrations } from '../../../src/agent/integrations/listen-integrations.ts';
import type { CheckoutPorts } from '../../../src/checkout/ports.ts';
import { usualFraudRules } from '../../../src/contracts/fraud.ts';
import type { MemberRecord } from '../../../src/contracts/sync.ts';
import type { Timers } from '../../../src/sync/ports.ts';
import { memberRecord, milk, page, pointsLot, tillConfig } from '../../support/till-fixtures.ts';
import { openTestTill, phoneHash } from '../../support/till-sale.ts';
import { moyskladKey, toastKey } from './vendor-calls.ts';

export const milkGuid = '9c56720c-e8a7-4fdc-aea4-7104f28207be';
export const shakeGuid = '5abf524e-31b5-4c1b-a797-7a44d888d071';

export const anna = (more: Partial<MemberRecord> = {}): MemberRecord =>
  memberRecord('m1', {
    cards: ['2900000000018'],
    phoneHash: phoneHash('+79000001001'),
    phoneLast4: '1001',
    lots: [pointsLot('a', 500)],
    ...more,
  });

/** A till whose goods the vendors know by GUIDs of theirs, answering both vendors over HTTP. */
export async function openVendorTill(
  more: {
    readonly members?: readonly MemberRecord[];
    readonly moysklad?: object;
    readonly toast?: object;
    /** Goods of this value come back only with the PIN of the chain's one manager, minor units. */
    readonly bigReturnMinor?: number;
    readonly timers?: Timers;
    /** The hub, asked for a purchase; it does not answer unless named. */
    readonly askPurchase?: CheckoutPorts['askPurchase'];
  } = {},
) {
  const { askPurchase } = more;
  const till = openTestTill(more.members ?? [anna()], askPurchase === undefined ? {} : { askPurchase });
  const goods = [
    { ...milk, sku: 'milk', barcodes: [milkGuid] },
    { ...milk, sku: 'shake', barcodes: [shakeGuid], name: 'Коктейль', priceMinor: 600 },
  ];
  till.store.sync.apply(
    page(
      'goods',
      goods.map((one) => [one.sku, one]),
    ),
  );
  if (more.bigReturnMinor !== undefined) {
    const fraud = { ...usualFraudRules, bigReturnMinor: more.bigReturnMinor };
    const pin = { salt: '0'.repeat(32), hash: '0'.repeat(64), change: 1 };
    const manager = { id: 'boss', name: 'Вера', role: 'manager', member: null, cards: [], pin };
    till.store.sync.apply(
      page('config', [], {
        changes: [{ cursor: 2, key: 'till', body: { ...tillConfig, fraud, staff: [manager] } }],
        cursor: 2,
      }),
    );
  }
  const closers = createClosers();
  onTestFinished(closers.closeAll);
  const logged: string[] = [];
  const addresses = await listenIntegrations(
    {
      checkout: till.checkout,
      store: till.store,
      clock: till.clock,
      // How long an answer takes on a busy machine says nothing.
      timers: more.timers ?? { after: () => () => {} },
      language: () => 'ru',
      before: () => null,
      log: (_level, text, cause) =>
        void logged.push(cause === undefined ? text : `${text}: ${String(cause)}`),
    },
    integrationsConfigSchema.parse({
      moysklad: { port: 0, token: moyskladKey, ...more.moysklad },
      toast: { port: 0, token: toastKey, ...more.toast },
    }),
    closers,
  );
  return { till, logged, moysklad: addresses.moysklad ?? '', toast: addresses.toast ?? '' };
}
