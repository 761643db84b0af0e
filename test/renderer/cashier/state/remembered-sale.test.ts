import { describe, expect, it } from 'vitest';
import { rememberedOf, storageMemory } from '../../../../src/renderer/cashier/state/remembered-sale.ts';
import { emptySale, isUntouched, wantsQuote } from '../../../../src/renderer/cashier/state/sale-state.ts';
import { localProblem } from '../../../../src/renderer/kit/local-problem.ts';
import {
  anna,
  confirmation,
  confirmed,
  confirming,
  done,
  heldCart,
  paying,
  play,
  selling,
} from './samples.ts';

function mapStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe('what a window remembers of its sale', () => {
  it('is the purchase while goods are in it, and the member before that', () => {
    expect(rememberedOf(emptySale)).toBeNull();
    const greeted = play(emptySale, { type: 'member-chosen', member: anna });
    expect(rememberedOf(greeted)).toEqual({ purchaseId: null, memberId: anna.id, confirmation: null });
    expect(rememberedOf(selling)).toEqual({ purchaseId: 'P1', memberId: null, confirmation: null });
    expect(rememberedOf(paying)?.confirmation).toBeNull();
  });

  it('is the payment, word for word, while its answer is awaited, and nothing once it is paid', () => {
    expect(rememberedOf(confirming)?.confirmation).toEqual(confirmation);
    expect(rememberedOf(done)).toBeNull();
  });

  it('comes back from the storage as it went in', () => {
    const memory = storageMemory(mapStorage());
    expect(memory.load()).toBeNull();
    memory.save(rememberedOf(confirming));
    expect(memory.load()).toEqual({ purchaseId: 'P1', memberId: null, confirmation });
    memory.save(null);
    expect(memory.load()).toBeNull();
  });

  it('is nothing where the storage holds something else', () => {
    const storage = mapStorage();
    for (const text of ['{', '[]', '{"purchaseId":5}']) {
      storage.setItem('kopilka.sale', text);
      expect(storageMemory(storage).load()).toBeNull();
    }
  });
});

describe('a receipt taken up again', () => {
  const restored = play(emptySale, { type: 'restored', held: heldCart, confirmation: null });

  it('has its goods, member, points, rewards and coupons, and asks for a quote', () => {
    expect(isUntouched(restored)).toBe(false);
    expect(restored).toMatchObject({
      phase: 'selling',
      purchaseId: 'P7',
      lines: heldCart.lines,
      member: anna,
      redeem: { kind: 'points', wallet: 'main', points: 50 },
      rewards: ['free-bread'],
      coupons: ['AUTUMN'],
      notice: { kind: 'restored' },
    });
    expect(wantsQuote(restored)).toBe(true);
  });

  it('numbers new lines after its own', () => {
    const [first] = heldCart.lines;
    if (first === undefined) throw new Error('the sample has lines');
    const more = play(restored, { type: 'goods-picked', goods: { ...first.goods, sku: 'other' } });
    expect(more.lines.map((line) => line.id)).toEqual(['1', '3', '4']);
  });

  it('with a payment on its way waits for that very payment', () => {
    const held = { ...heldCart, purchaseId: 'P1' };
    const sale = play(emptySale, { type: 'restored', held, confirmation });
    expect(sale.phase).toBe('confirming');
    expect(sale.confirmation).toEqual(confirmation);
    expect(play(sale, { type: 'confirm-made', confirmed }).phase).toBe('done');
  });

  it('whose payment was refused meanwhile and that has no goods any more becomes an empty sale that says why', () => {
    const held = { ...heldCart, lines: [] };
    const problem = { ...localProblem('no-answer'), code: 'receipt-closed' };
    const sale = play(
      emptySale,
      { type: 'restored', held, confirmation },
      { type: 'confirm-refused', problem },
    );
    expect(sale).toMatchObject({ phase: 'selling', purchaseId: null, notice: { kind: 'problem', problem } });
  });

  it('never replaces a sale that is being paid', () => {
    expect(play(paying, { type: 'restored', held: heldCart, confirmation: null })).toBe(paying);
    expect(play(confirming, { type: 'restored', held: heldCart, confirmation: null })).toBe(confirming);
  });
});
