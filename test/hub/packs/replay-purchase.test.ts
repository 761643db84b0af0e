import { describe, expect, it } from 'vitest';
import { programSchema } from '../../../src/contracts/program.ts';
import type { PurchaseOperation } from '../../../src/contracts/sync.ts';
import { replayPurchase } from '../../../src/hub/packs/replay-purchase.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { defined } from '../../../src/shared/assert.ts';
import { memberRecord, page, pointsLot, testPack, testProgram } from '../../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../../support/till-sale.ts';

const program = {
  ...testProgram,
  promotions: [
    ...(testProgram.promotions ?? []),
    {
      id: 'birthday',
      name: { ru: 'День рождения', en: 'Birthday' },
      when: { birthday: { before: 7, after: 7 } },
      limit: { perMember: 1 },
      then: [{ type: 'percentOff' as const, percent: 5, of: {} }],
    },
    {
      id: 'few',
      name: { ru: 'Первым', en: 'First come' },
      when: { segments: ['a'] },
      limit: { total: 10 },
      then: [{ type: 'amountOff' as const, amount: 333, of: {}, per: 'receipt' as const }],
    },
  ],
};
const compiled = compileProgram(programSchema.parse(program), 2);

/** A sale at a real till, as its journal holds it. */
function sold(member: string | null = 'm1'): PurchaseOperation {
  const birthday = '1990-12-05';
  const till = openTestTill([
    memberRecord('m1', {
      lots: [pointsLot('l1', 5000)],
      segments: ['a'],
      birthday,
      used: { other: 3, none: 0 },
    }),
  ]);
  till.store.sync.apply(page('packs', [['2', testPack(2, program)]]));
  const receipt = cart({ member, ...(member === null ? {} : { redeem: { wallet: 'main', max: true } }) });
  accepted(till.checkout.confirm('p1', confirmRequest(1, { receipt })));
  const entry = defined(till.store.sync.outbox(10, 100_000).operations[0], 'a sale waits for the hub');
  return JSON.parse(entry.payload);
}

describe('a purchase that is quoted again', () => {
  it('comes out the same, guest or member, points, birthday, segments and limits', () => {
    const operation = sold();
    expect(operation.pack).toBe(2);
    expect(operation.body.quote.applied.map(({ promotion }) => promotion)).toEqual(
      expect.arrayContaining(['milk-20', 'birthday', 'few']),
    );
    expect(operation.body.quote.redeem?.points).toBeGreaterThan(0);
    expect(replayPurchase(compiled, operation, '1990-12-05')).toEqual({ outcome: 'same' });
    expect(replayPurchase(compiled, sold(null), null)).toEqual({ outcome: 'same' });
  });

  it('takes neither name nor birthday nor what is as usual into the journal', () => {
    const { seen } = sold().body;
    expect(JSON.stringify(seen)).not.toMatch(/Анна|1990|none/);
    expect(sold(null).body.seen).toEqual({});
  });

  it.each([
    [
      'a kopeck of net',
      (body) => ({
        ...body,
        quote: { ...body.quote, totals: { ...body.quote.totals, net: body.quote.totals.net - 1 } },
      }),
      'totals.net',
    ],
    [
      'a point',
      (body) => ({
        ...body,
        quote: { ...body.quote, totals: { ...body.quote.totals, earned: { main: 99 } } },
      }),
      'totals.earned.main',
    ],
    [
      'another tier',
      (body) => ({
        ...body,
        seen: { member: { ...(body.seen as { member: object }).member, tier: 'bronze' } },
      }),
      /./,
    ],
    [
      'another price',
      (body) => ({
        ...body,
        receipt: {
          ...body.receipt,
          lines: body.receipt.lines.map((line) => ({ ...line, price: line.price + 1 })),
        },
      }),
      /./,
    ],
    ['another pack', (body) => ({ ...body, quote: { ...body.quote, pack: 1 } }), 'pack'],
  ] satisfies [string, (body: PurchaseOperation['body']) => PurchaseOperation['body'], string | RegExp][])(
    'is flagged for %s',
    (_what, change, path) => {
      const { body } = sold();
      expect(replayPurchase(compiled, { body: change(body) }, '1990-12-05')).toMatchObject({
        outcome: 'flagged',
        kind: 'differs',
        path: typeof path === 'string' ? path : expect.stringMatching(path),
      });
    },
  );

  it('is judged by its own quote where an older till, or a newer one, does not say what it knew', () => {
    for (const member of ['m1', null]) {
      const { seen: _gone, ...older } = sold(member).body;
      expect(replayPurchase(compiled, { body: older }, null)).toEqual({ outcome: 'same' });
      const newer = { ...older, seen: { another: 1 } };
      expect(replayPurchase(compiled, { body: newer }, null)).toEqual({ outcome: 'same' });
      const { quote } = older;
      const cheaper = { ...quote, totals: { ...quote.totals, net: quote.totals.net - 1 } };
      expect(replayPurchase(compiled, { body: { ...older, quote: cheaper } }, null)).toEqual({
        ...{ outcome: 'flagged', kind: 'differs', path: 'totals.net' },
        ...{ booked: `${quote.totals.net - 1}`, again: `${quote.totals.net}` },
      });
      const richer = { ...quote, totals: { ...quote.totals, earned: { main: 999 } } };
      expect(replayPurchase(compiled, { body: { ...older, quote: richer } }, null)).toMatchObject({
        path: 'totals.earned.main',
      });
    }
  });

  it('is not judged where its member was forgotten, and the birthday with the person', () => {
    expect(replayPurchase(compiled, sold(), null)).toEqual({ outcome: 'unchecked' });
  });
});
