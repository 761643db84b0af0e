import { expect, it } from 'vitest';
import type { Pack } from '../../src/contracts/pack.ts';
import { programSchema } from '../../src/contracts/program.ts';
import type { PurchaseOperation } from '../../src/contracts/sync.ts';
import { createCompiledPacks } from '../../src/hub/packs/compiled-packs.ts';
import { replayPurchase } from '../../src/hub/packs/replay-purchase.ts';
import { defined } from '../../src/shared/assert.ts';
import { memberRecord, openTestStore, page, testPack } from '../support/till-fixtures.ts';
import { accepted, cart, checkoutOver, confirmRequest, openTestTill } from '../support/till-sale.ts';

const withTerms = (number: number, terms: object): Pack => {
  const pack = testPack(number);
  return { ...pack, manifest: JSON.stringify({ ...JSON.parse(pack.manifest), ...terms }) };
};
type Till = ReturnType<typeof openTestTill>;
const appliedTo = (checkout: Till['checkout'], purchaseId: string): string[] =>
  accepted(checkout.priceOf(purchaseId, cart({ member: 'm1' }))).applied.map(({ promotion }) => promotion);
const sell = (checkout: Till['checkout'], number: number): void => {
  accepted(checkout.quote(`p${number}`, cart({ member: 'm1' })));
  accepted(checkout.confirm(`p${number}`, confirmRequest(number)));
};

it('a till gives a promotion to no more receipts than its pack lets it, whatever the network and restarts', async () => {
  const till = openTestTill([memberRecord('m1')]);
  sell(till.checkout, 1);
  const capped = withTerms(2, { tillCaps: { 'milk-20': 2 } });
  till.store.sync.apply(page('packs', [['2', capped]]));
  till.mode = 'offline';
  sell(till.checkout, 2);
  expect(appliedTo(till.checkout, 'p3')).toEqual(['milk-20']);
  sell(till.checkout, 3);
  expect(appliedTo(till.checkout, 'p4')).toEqual([]);
  sell(till.checkout, 4);

  // The hub, which has the pack and not the till's count, comes to the same receipts by what the till says it knew.
  const operations = till.store.sync
    .outbox(10, 1_000_000)
    .operations.map(({ payload }): PurchaseOperation => JSON.parse(payload));
  const program = JSON.stringify(programSchema.parse(JSON.parse(capped.program)));
  const compiled = createCompiledPacks({ pack: async () => ({ ...capped, program }) as never });
  const capable = defined(await compiled(2, false), 'a pack that is there');
  expect(operations.slice(1).map((operation) => replayPurchase(capable, operation, null))).toEqual([
    { outcome: 'same' },
    { outcome: 'same' },
    { outcome: 'same' },
  ]);

  till.store.close();
  const { store } = openTestStore({ path: till.path, clock: till.clock, bootId: 'boot-2' });
  const restarted = checkoutOver(store, till.clock, { mode: () => 'offline' });
  expect(appliedTo(restarted, 'p5')).toEqual([]);
  // A pack counts its own receipts.
  store.sync.apply(page('packs', [['3', withTerms(3, { tillCaps: { 'milk-20': 1 } })]]));
  expect(appliedTo(restarted, 'p6')).toEqual(['milk-20']);
});
