import { expect, it } from 'vitest';
import { programSchema } from '../../src/contracts/program.ts';
import type { PurchaseOperation } from '../../src/contracts/sync.ts';
import { createCompiledPacks } from '../../src/hub/packs/compiled-packs.ts';
import { replayPurchase, wasSafe } from '../../src/hub/packs/replay-purchase.ts';
import { defined } from '../../src/shared/assert.ts';
import { memberRecord, page, testPack, testProgram } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

const bounded = {
  id: 'bread-10',
  name: { ru: 'Хлеб', en: 'Bread' },
  when: { to: '2027-01-01T00:00' },
  limit: { perMember: 5 },
  then: [{ type: 'percentOff' as const, percent: 10, of: { category: ['bread'] } }],
};
const program = { ...testProgram, promotions: [...(testProgram.promotions ?? []), bounded] };
const lent = (number: number, leaseHours: number) => {
  const pack = testPack(number, program);
  return { ...pack, manifest: JSON.stringify({ ...JSON.parse(pack.manifest), leaseHours }) };
};

it('a till that was alone for longer than its pack was lent keeps points, tiers and what ends by itself', async () => {
  const till = openTestTill([memberRecord('m1')]);
  till.store.sync.apply(page('packs', [['2', lent(2, 48)]]));
  const appliedNow = (purchaseId: string) =>
    accepted(till.checkout.priceOf(purchaseId, cart({ member: 'm1' })));
  const hours = (count: number): void => till.clock.advance(count * 3_600_000);
  hours(47);
  const before = appliedNow('p0');
  expect(before.applied.map(({ promotion }) => promotion).sort()).toEqual(['bread-10', 'milk-20']);
  hours(2);
  till.mode = 'stale';
  const after = appliedNow('p0');
  expect(after.applied.map(({ promotion }) => promotion)).toEqual(['bread-10']);
  expect(after.totals.earned.main).toBeGreaterThan(0);

  // The hub quotes the sale again with the same part of the program.
  accepted(till.checkout.quote('p1', cart({ member: 'm1' })));
  accepted(till.checkout.confirm('p1', confirmRequest(1)));
  const [entry] = till.store.sync.outbox(10, 100_000).operations;
  const operation: PurchaseOperation = JSON.parse(defined(entry, 'a sale waits').payload);
  expect(wasSafe(operation)).toBe(true);
  const text = JSON.stringify(programSchema.parse(program));
  const compiled = createCompiledPacks({
    pack: async () => ({ program: text, manifest: lent(2, 48).manifest }) as never,
  });
  const safe = defined(await compiled(2, true), 'a pack that is there');
  const whole = defined(await compiled(2, false), 'a pack that is there');
  expect(replayPurchase(safe, operation, null)).toEqual({ outcome: 'same' });
  expect(replayPurchase(whole, operation, null)).toMatchObject({ outcome: 'flagged' });

  // A word of the hub, and everything is in force again.
  const now = { wallMs: till.clock.wallMs(), monotonicMs: till.clock.monotonicMs() };
  till.store.sync.recordContact({ hubTimeMs: now.wallMs, ...now });
  expect(appliedNow('p2').applied).toHaveLength(2);
});
