import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal, toProblem } from '../../../../src/contracts/refusal.ts';
import type { SaleEvent } from '../../../../src/renderer/cashier/state/sale-events.ts';
import { reduceSale } from '../../../../src/renderer/cashier/state/sale-reducer.ts';
import { emptySale, freshQuote, wantsQuote } from '../../../../src/renderer/cashier/state/sale-state.ts';
import { localProblem } from '../../../../src/renderer/kit/local-problem.ts';
import {
  anna,
  apples,
  cheese,
  confirmation,
  confirmed,
  confirming,
  done,
  everyEvent,
  milk,
  paying,
  picked,
  play,
  quoted,
  quoteOf,
  selling,
} from './samples.ts';

const quantities = (sale: typeof emptySale): number[] => sale.lines.map((line) => line.thousandths);

describe('the cart', () => {
  it('counts the same piece goods on one line and weighs every portion on its own', () => {
    const sale = play(emptySale, picked(milk), picked(cheese), picked(milk));
    expect(sale.lines.map((line) => line.goods.sku)).toEqual([milk.sku, cheese.sku]);
    expect(quantities(sale)).toEqual([2000, 1000]);
    const weighed = play(
      emptySale,
      picked(apples),
      { type: 'weight-given', thousandths: 850 },
      picked(apples),
      { type: 'weight-given', thousandths: 1200 },
    );
    expect(quantities(weighed)).toEqual([850, 1200]);
  });

  it('does not put goods sold by weight in before their weight is known', () => {
    const sale = play(emptySale, picked(apples));
    expect(sale.lines).toEqual([]);
    expect(sale.weighing).toEqual(apples);
    expect(play(sale, { type: 'weighing-left' }).weighing).toBeNull();
  });

  it.each([0, -1000, 500, Number.NaN, 1_000_000_001])(
    'refuses %d thousandths of piece goods',
    (thousandths) => {
      expect(play(selling, { type: 'quantity-set', lineId: '1', thousandths })).toBe(selling);
    },
  );

  it('puts a removed line back where it was', () => {
    const sale = play(emptySale, picked(milk), picked(cheese));
    const removed = play(sale, { type: 'line-removed', lineId: '1' });
    expect(removed.lines.map((line) => line.id)).toEqual(['2']);
    const restored = play(removed, { type: 'removal-undone' });
    expect(restored.lines).toEqual(sale.lines);
    expect(play(restored, { type: 'removal-undone' })).toBe(restored);
  });

  it('never gives a new line the id of another, whatever was removed', () => {
    const weighing = { type: 'weight-given', thousandths: 500 } as const;
    const sale = play(
      emptySale,
      ...[picked(milk), picked(cheese), picked(apples), weighing],
      ...[{ type: 'line-removed', lineId: '1' } as const, { type: 'line-removed', lineId: '2' } as const],
      ...[picked(milk), picked(cheese)],
    );
    expect(sale.lines.map((line) => line.id)).toEqual(['3', '4', '5']);
  });
});

describe('the quote', () => {
  it('is wanted after every change and only for a cart with goods', () => {
    expect(wantsQuote(emptySale)).toBe(false);
    const sale = play(emptySale, picked(milk));
    expect(wantsQuote(sale)).toBe(true);
    expect(wantsQuote(quoted(sale))).toBe(false);
    expect(
      wantsQuote(play(quoted(sale), { type: 'identified', outcome: { result: 'member', member: anna } })),
    ).toBe(true);
  });

  it('of an older cart does not count', () => {
    const sale = play(selling, picked(cheese));
    const late = play(sale, { type: 'quote-made', revision: selling.revision, quote: quoteOf(1) });
    expect(freshQuote(late)).toBeNull();
  });

  it('of the sale before does not count for the next, even with as many changes', () => {
    const next = play(selling, { type: 'sale-left' }, picked(cheese));
    const late = play(next, { type: 'quote-made', revision: selling.revision, quote: quoteOf(1) });
    expect(freshQuote(late)).toBeNull();
  });

  it('is not asked for again and again after a refusal, only when somebody wants it or the cart changes', () => {
    const problem = toProblem(refusal('unavailable', 'x'), 'ru');
    const sale = play(emptySale, picked(milk));
    const refused = play(sale, { type: 'quote-refused', revision: sale.revision, problem });
    expect(wantsQuote(refused)).toBe(false);
    expect(wantsQuote(play(refused, { type: 'quote-wanted' }))).toBe(true);
    expect(wantsQuote(play(refused, picked(milk)))).toBe(true);
  });
});

describe('scans', () => {
  it.each<readonly [SaleEvent, string]>([
    [{ type: 'identified', outcome: { result: 'unknown', identifier: '290' } }, 'unknown-identifier'],
    [{ type: 'identified', outcome: { result: 'payment-card' } }, 'bank-card'],
    [{ type: 'identified', outcome: { result: 'blocked', member: anna } }, 'blocked'],
    [{ type: 'identified', outcome: { result: 'ambiguous', members: [anna, anna] } }, 'ambiguous'],
    [
      {
        type: 'identified',
        outcome: { result: 'coupon', code: 'NEXT-1', state: 'used', name: null, validUntil: null },
      },
      'coupon-refused',
    ],
  ])('that bring no member say so and leave the customer as is: %o', (event, kind) => {
    const sale = play(selling, everyEvent.identified, event);
    expect(sale.notice?.kind).toBe(kind);
    expect(sale.member).toEqual(anna);
  });

  it('of a good coupon put it on the receipt, once', () => {
    const outcome = {
      result: 'coupon',
      code: 'NEXT-1',
      state: 'valid',
      name: null,
      validUntil: null,
    } as const;
    const scanned = { type: 'identified', outcome } as const;
    const sale = play(selling, scanned, scanned);
    expect(sale.coupons).toEqual(['NEXT-1']);
    expect(wantsQuote(sale)).toBe(true);
  });

  it('of a card while the till asks for money keep the payment open with a new quote', () => {
    const sale = play(paying, { type: 'identified', outcome: { result: 'member', member: anna } });
    expect(sale.phase).toBe('paying');
    expect(wantsQuote(sale)).toBe(true);
  });

  it('of goods while the till asks for money go back to the cart', () => {
    const sale = play(paying, picked(cheese));
    expect(sale.phase).toBe('selling');
    expect(sale.lines).toHaveLength(2);
  });

  it('change nothing while a payment is on its way', () => {
    for (const event of [picked(cheese), everyEvent.identified, everyEvent['member-chosen']]) {
      const sale = play(confirming, event);
      expect(sale.notice?.kind).toBe('busy');
      expect({ ...sale, notice: null }).toEqual(confirming);
    }
  });

  it('after a payment begin the next sale', () => {
    const sale = play(done, picked(cheese));
    expect(sale.phase).toBe('selling');
    expect(sale.lines.map((line) => line.goods.sku)).toEqual([cheese.sku]);
    expect(sale.purchaseId).toBeNull();
    expect(sale.member).toBeNull();
    expect(play(done, everyEvent.identified).member).toEqual(anna);
  });

  it('of another customer drop the points that the first one wanted to spend', () => {
    const first = play(selling, everyEvent.identified, everyEvent['redeem-set']);
    expect(play(first, everyEvent.identified).redeem).toEqual({ kind: 'none' });
  });
});

describe('the payment', () => {
  it('needs goods and a quote of exactly these goods', () => {
    expect(play(emptySale, { type: 'pay-asked' }).phase).toBe('selling');
    expect(play(selling, picked(cheese), { type: 'pay-asked' }).phase).toBe('selling');
    expect(paying.phase).toBe('paying');
  });

  it('of another purchase is not begun', () => {
    const other = { ...confirmation, purchaseId: 'P9' };
    expect(play(paying, { type: 'confirm-asked', confirmation: other })).toBe(paying);
  });

  it('whose outcome is not known stays as it is, so that the very same request goes again', () => {
    const sale = play(confirming, { type: 'confirm-refused', problem: localProblem('disconnected') });
    expect(sale.phase).toBe('confirming');
    expect(sale.confirmation).toEqual(confirmation);
    expect(play(sale, { type: 'sale-left' })).toBe(sale);
    expect(play(sale, { type: 'confirm-made', confirmed }).phase).toBe('done');
  });

  it('that was refused goes back, says why, and asks for a new quote', () => {
    const problem = toProblem(refusal('quote-changed', 'x'), 'ru');
    const sale = play(confirming, { type: 'confirm-refused', problem });
    expect(sale.phase).toBe('paying');
    expect(sale.confirmation).toBeNull();
    expect(sale.notice).toEqual({ kind: 'problem', problem });
    expect(wantsQuote(sale)).toBe(true);
  });

  it('is not ended by the answer to another one', () => {
    const other = { ...confirmed, operationId: '0198a000-0000-7000-8000-000000000002' };
    expect(play(confirming, { type: 'confirm-made', confirmed: other })).toBe(confirming);
  });
});

describe('the machine as a whole', () => {
  const phases = { selling, paying, confirming, done };
  it.each(Object.entries(phases))('answers every event in the phase %s', (_phase, sale) => {
    for (const event of Object.values(everyEvent)) {
      expect(Object.keys(phases)).toContain(reduceSale(sale, event).phase);
    }
  });

  it('keeps its promises whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(everyEvent)), { maxLength: 60 }), (events) => {
        let sale = emptySale;
        for (const event of events) {
          const next = reduceSale(sale, event);
          const ids = next.lines.map((line) => line.id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(next.lines.every((line) => line.thousandths > 0)).toBe(true);
          expect(next.revision).toBeGreaterThanOrEqual(sale.revision);
          if (next.phase === 'confirming') expect(next.confirmation).not.toBeNull();
          if (next.phase === 'done') expect(next.result).not.toBeNull();
          if (next.lines !== sale.lines || next.member !== sale.member || next.redeem !== sale.redeem) {
            expect(freshQuote(next)).toBeNull();
          }
          sale = next;
        }
      }),
      { numRuns: 300 },
    );
  });
});
