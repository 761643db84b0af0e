import { describe, expect, it } from 'vitest';
import { returnPreviewSchema } from '../../src/contracts/pos-api.ts';
import { requotedOf } from '../../src/contracts/requoted-return.ts';
import { operationSchema, type ReturnOperation } from '../../src/contracts/sync.ts';
import { checkReturn } from '../../src/hub/ledger/check-return.ts';
import { replayReturn } from '../../src/hub/packs/replay-return.ts';
import type { BookedPurchase } from '../../src/hub/store/records.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { soldTill } from '../support/broken-threshold.ts';
import { accepted, codeOf, operationIdOf } from '../support/till-sale.ts';

const bread = [{ id: '2', quantity: 1 }];
const milk = [{ id: '1', quantity: 2 }];

const request = (
  operation: number,
  lines: { id: string; quantity: number }[],
  policy?: 'share' | 'requote',
) => ({
  operationId: operationIdOf(operation),
  returnId: `R-${operation}`,
  purchaseId: 'P1',
  lines,
  ...(policy === undefined ? {} : { policy }),
});

/** The returns in a till's journal, each beside what the hub knows when it comes. */
function asTheHubSees({ till }: ReturnType<typeof soldTill>) {
  const operations = till.store.sync
    .outbox(10, 1_000_000)
    .operations.map(({ payload }) => operationSchema.parse(JSON.parse(payload)));
  const [sale] = operations;
  if (sale?.kind !== 'purchase') throw new Error('the first operation is the sale');
  let purchase: BookedPurchase = { operationId: sale.id, at: sale.at, body: sale.body, returns: [] };
  const seen: { operation: ReturnOperation; purchase: BookedPurchase }[] = [];
  for (const operation of operations) {
    if (operation.kind !== 'return') continue;
    seen.push({ operation, purchase });
    const { lines } = operation.body;
    const booked = { operationId: operation.id, lines, requoted: requotedOf(operation.body) };
    purchase = { ...purchase, returns: [...purchase.returns, booked] };
  }
  return seen;
}

describe('a return that breaks a threshold', () => {
  it('is previewed by both policies, with money, points and stamps', async () => {
    const { till, sold } = soldTill();
    // 179.80 + 100.00, less 10 %.
    expect(sold.quote.totals.net).toBe(25_182);
    const preview = accepted(await till.checkout.returns.preview({ purchaseId: 'P1', lines: bread }));
    expect(returnPreviewSchema.parse(preview)).toEqual(preview);
    expect(preview).toMatchObject({
      policy: 'share',
      refundMinor: 9000,
      policies: [
        {
          policy: 'share',
          refundMinor: 9000,
          wallets: [{ wallet: 'main', taken: 3 }],
          stamps: [{ card: 'coffee', earned: 1 }],
          lost: [],
        },
        {
          policy: 'requote',
          // Milk alone costs 179.80.
          refundMinor: 25_182 - 17_980,
          wallets: [{ wallet: 'main', taken: 7 - 5 }],
          stamps: [{ card: 'coffee', earned: 1 }],
          lost: [{ promotion: 'big', name: { en: 'From 250' } }],
        },
      ],
    });
  });

  it('is booked by the policy that is asked for, and the hub accepts it', async () => {
    const shop = soldTill();
    const { till } = shop;
    const first = accepted(await till.checkout.returns.take(request(2, bread, 'requote')));
    expect(first).toMatchObject({ policy: 'requote', refundMinor: 7202, whole: false });
    expect(till.store.member('m1')?.record).toMatchObject({ spendMinor: 17_980, used: { big: 0 } });
    const rest = accepted(await till.checkout.returns.take(request(3, milk)));
    // What was kept for the threshold comes back with the rest of the purchase.
    expect(rest).toMatchObject({ policy: 'requote', refundMinor: 17_980, whole: true });
    expect(till.store.member('m1')?.record).toMatchObject({
      spendMinor: 0,
      purchases: 12,
      stamps: { coffee: 0 },
    });
    const seen = asTheHubSees(shop);
    expect(seen).toHaveLength(2);
    for (const { operation, purchase } of seen) expect(checkReturn(operation, purchase)).toBeNull();
  });

  it('is found by its number, with what can still come back of each line', async () => {
    const { till } = soldTill();
    accepted(await till.checkout.returns.take(request(2, [{ id: '1', quantity: 1 }])));
    const found = accepted(await till.checkout.returns.find('P1'));
    expect(found.lines).toMatchObject([
      { id: '1', name: 'Молоко', quantity: 2, returnable: 1 },
      { id: '2', name: 'Хлеб', quantity: 1, returnable: 1 },
    ]);
    expect(codeOf(await till.checkout.returns.find('P9'))).toBe('purchase-elsewhere');
  });

  it('follows the program where nobody says', async () => {
    const { till } = soldTill({ returns: 'requote' });
    const preview = accepted(await till.checkout.returns.preview({ purchaseId: 'P1', lines: bread }));
    expect(preview.policies.map(({ policy }) => policy)).toEqual(['requote', 'share']);
    expect(accepted(await till.checkout.returns.take(request(2, bread)))).toMatchObject({
      refundMinor: 7202,
    });
  });

  it('stays with the policy by which the first part came back', async () => {
    const { till } = soldTill();
    accepted(await till.checkout.returns.take(request(2, bread)));
    const other = await till.checkout.returns.take(request(3, milk, 'requote'));
    expect(other).toMatchObject({ ok: false, error: { errors: [{ message: 'other-policy' }] } });
    expect(codeOf(other)).toBe('return-refused');
    const preview = accepted(await till.checkout.returns.preview({ purchaseId: 'P1', lines: milk }));
    expect(preview.policies.map(({ policy }) => policy)).toEqual(['share']);
  });

  it.each<[string, (operation: ReturnOperation) => void]>([
    [
      'more money than is left',
      ({ body }) => void Object.assign(body, { netMinor: 30_000, refundMinor: 30_000 }),
    ],
    ['points nobody paid', ({ body }) => void Object.assign(body.pointsBack, { main: 1 })],
    [
      'stamps nobody earned',
      ({ body }) => void Object.assign(body, { stamps: [{ card: 'coffee', earned: 9, used: 0 }] }),
    ],
    ['uses it does not undo', ({ body }) => void Object.assign(body, { used: ['big', 'big'] })],
    ['another tier', ({ body }) => void Object.assign(body, { tier: { from: 'gold', to: null } })],
    ['the other policy', ({ body }) => void Object.assign(body, { requoted: undefined })],
  ])('is refused by the hub when it says %s', async (_name, change) => {
    const shop = soldTill();
    accepted(await shop.till.checkout.returns.take(request(2, bread, 'requote')));
    const [seen] = asTheHubSees(shop);
    if (seen === undefined) throw new Error('a return was booked');
    expect(checkReturn(seen.operation, seen.purchase)).toBeNull();
    change(seen.operation);
    expect(checkReturn(seen.operation, seen.purchase)).not.toBeNull();
  });
});

describe('a return that the hub works out again', () => {
  it.each(['requote', 'share'] as const)('comes out the same by %s, in parts too', async (policy) => {
    const shop = soldTill();
    accepted(await shop.till.checkout.returns.take(request(2, bread, policy)));
    accepted(await shop.till.checkout.returns.take(request(3, milk)));
    const compiled = compileProgram(shop.program, 1);
    for (const { operation, purchase } of asTheHubSees(shop)) {
      expect(replayReturn(compiled, operation, purchase)).toEqual({ outcome: 'same' });
    }
  });

  it.each<[string, (operation: ReturnOperation) => void, string]>([
    [
      'a kopeck less than the program gives, which is within what is left',
      ({ body }) => void Object.assign(body, { netMinor: 7201, refundMinor: 7201 }),
      'netMinor',
    ],
    ['fewer stamps', ({ body }) => void Object.assign(body, { stamps: [] }), 'stamps[0]'],
  ])('is flagged for %s', async (_name, change, path) => {
    const shop = soldTill();
    accepted(await shop.till.checkout.returns.take(request(2, bread, 'requote')));
    const [seen] = asTheHubSees(shop);
    if (seen === undefined) throw new Error('a return was booked');
    change(seen.operation);
    // The hub's bound takes it: nobody gets more than was paid.
    expect(checkReturn(seen.operation, seen.purchase)).toBeNull();
    const compiled = compileProgram(shop.program, 1);
    expect(replayReturn(compiled, seen.operation, seen.purchase)).toMatchObject({ kind: 'differs', path });
    expect(replayReturn(null, seen.operation, seen.purchase)).toMatchObject({ kind: 'unknown-pack' });
  });
});

describe('a tier that a purchase gave', () => {
  it('is lost when what is left of the spend no longer reaches it', async () => {
    const { till, sold } = soldTill({}, 2_980_000);
    expect(sold.quote.tier).toMatchObject({ reached: 'silver' });
    const preview = accepted(await till.checkout.returns.preview({ purchaseId: 'P1', lines: bread }));
    expect(preview.policies[0]?.tier).toEqual({ from: 'silver', to: 'bronze' });
    accepted(await till.checkout.returns.take(request(2, bread)));
    expect(till.store.member('m1')?.record.tier).toBe('bronze');
  });

  it('stays when the rest still reaches it', async () => {
    const { till } = soldTill({}, 2_995_000);
    const preview = accepted(await till.checkout.returns.preview({ purchaseId: 'P1', lines: bread }));
    expect(preview.policies.map(({ tier }) => tier)).toEqual([null, null]);
  });
});
