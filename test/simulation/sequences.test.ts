import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { posReceiptSchema } from '../../src/contracts/pos-api.ts';
import { type SeededNumbers, seededNumbers } from '../support/seeded-numbers.ts';
import { memberRecord, page, pointsLot, testPack, testProgram } from '../support/till-fixtures.ts';
import { accepted, openTestTill, type TestTill } from '../support/till-sale.ts';

/** Three hundred with every change, ten thousand at night. */
const sequences = Number(process.env.KOPILKA_SEQUENCES ?? 300);
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const openingPoints = 1000;

type Line = {
  readonly id: string;
  readonly price: number;
  readonly quantity: number;
  readonly category: string;
};
type Bought = {
  readonly purchaseId: string;
  readonly left: Map<string, number>;
  readonly net: number;
  readonly paid: number;
  readonly earned: number;
  /** So far. */
  readonly returned: { net: number; back: number; taken: number; whole: boolean };
};

/** Odd prices and weights, so that every share has something to round. */
const linesOf = (chance: SeededNumbers): Line[] =>
  Array.from({ length: 1 + chance.below(4) }, (_, index) => ({
    id: String(index + 1),
    price: 1 + chance.below(99_999),
    quantity: chance.percent(70) ? 1 + chance.below(5) : (1 + chance.below(4000)) / 1000,
    category: chance.pick(['dairy/milk', 'bakery']),
  }));

/** One member's visits: sales, holds, cancels, then everything back in parts and in any order. */
class Sequence {
  readonly #till: TestTill;
  readonly #chance: SeededNumbers;
  readonly #member: string;
  #calls = 0;

  constructor(till: TestTill, chance: SeededNumbers, member: string) {
    [this.#till, this.#chance, this.#member] = [till, chance, member];
  }

  async run(): Promise<void> {
    const bought: Bought[] = [];
    for (let visit = 1 + this.#chance.below(3); visit > 0; visit -= 1) {
      if (this.#chance.percent(25)) this.#cancel();
      else bought.push(this.#buy());
      if (bought.length > 0 && this.#chance.percent(40)) await this.#takeBack(this.#chance.pick(bought));
    }
    for (let open = bought.filter(isOpen); open.length > 0; open = bought.filter(isOpen)) {
      await this.#takeBack(this.#chance.pick(open));
    }
    for (const { returned, ...sale } of bought) {
      const { net, paid: back, earned: taken } = sale;
      expect(returned).toEqual({ net, back, taken, whole: true });
    }
  }

  #id(): { operationId: string; name: string } {
    this.#calls += 1;
    const name = `${this.#member}-${this.#calls}`;
    const digits = `${this.#member.slice(1).padStart(6, '0')}${String(this.#calls).padStart(6, '0')}`;
    return { operationId: `01939f00-0000-7000-a000-${digits}`, name };
  }

  #quote(purchaseId: string): Line[] {
    const lines = linesOf(this.#chance);
    const redeem = this.#chance.pick([{ max: true } as const, { points: 1 + this.#chance.below(500) }, null]);
    const receipt = posReceiptSchema.parse({
      at: '2026-12-05T12:30:00+03:00',
      member: this.#member,
      lines: lines.map((line) => ({ ...line, sku: line.category })),
      ...(redeem === null ? {} : { redeem: { wallet: 'main', ...redeem } }),
    });
    accepted(this.#till.checkout.quote(purchaseId, receipt));
    return lines;
  }

  #cancel(): void {
    const { operationId, name } = this.#id();
    this.#quote(name);
    if (this.#chance.percent(50)) {
      const hold = { operationId: this.#id().operationId, wallet: 'main', points: 1 };
      // Refused where an earlier sale took the last point.
      this.#till.checkout.hold(name, hold);
    }
    accepted(this.#till.checkout.cancel(name, { operationId }));
  }

  #buy(): Bought {
    const { operationId, name } = this.#id();
    const lines = this.#quote(name);
    const fiscal = { number: name, time: '2026-12-05T12:31:00+03:00' };
    const { quote } = accepted(this.#till.checkout.confirm(name, { operationId, fiscal, tenders: [] }));
    return {
      purchaseId: name,
      left: new Map(lines.map(({ id, quantity }) => [id, quantity])),
      net: quote.totals.net,
      paid: quote.redeem?.points ?? 0,
      earned: quote.totals.earned.main ?? 0,
      returned: { net: 0, back: 0, taken: 0, whole: false },
    };
  }

  async #takeBack(sale: Bought): Promise<void> {
    if (!isOpen(sale)) return;
    const [id, left] = this.#chance.pick([...sale.left].filter(([, quantity]) => quantity > 0));
    // Whole pieces come back one by one, weights in halves that end somewhere.
    const part = Number.isInteger(left) ? 1 + this.#chance.below(left) : Math.ceil(left * 500) / 1000;
    const quantity = left < 0.1 ? left : part;
    const { operationId, name } = this.#id();
    const request = { operationId, purchaseId: sale.purchaseId, returnId: name, lines: [{ id, quantity }] };
    const told = accepted(await this.#till.checkout.returns.take(request));
    sale.left.set(id, Math.round((left - quantity) * 1000) / 1000);
    sale.returned.net += told.netMinor;
    sale.returned.whole ||= told.whole;
    for (const { back, taken } of told.wallets) {
      sale.returned.back += back;
      sale.returned.taken += taken;
    }
  }
}

const isOpen = ({ left }: Bought): boolean => [...left.values()].some((quantity) => quantity > 0);

it(`${sequences} sequences of sales, cancels and returns: what all came back from never was`, {
  timeout: 3_600_000,
}, async () => {
  console.log(`sequences: seed ${seed}`);
  const chance = seededNumbers(seed);
  const till = openTestTill([]);
  till.store.sync.apply(page('packs', [['2', testPack(2, { ...testProgram, clawback: 'debt' })]]));
  for (let index = 0; index < sequences; index += 1) {
    const id = `s${index}`;
    const lots = [pointsLot('opening', openingPoints)];
    till.store.sync.apply(page('members', [[id, memberRecord(id, { lots })]]));
    await new Sequence(till, chance, id).run();
    const balance = till.store.member(id)?.record.lots.reduce((sum, { remaining }) => sum + remaining, 0);
    expect(balance, `sequence ${index}`).toBe(openingPoints);
  }
  const database = new Database(till.path, { readonly: true });
  const unbalanced = database
    .prepare(
      'SELECT operation_id FROM postings GROUP BY operation_id, member_id, wallet HAVING sum(points) <> 0',
    )
    .all();
  const perAccount = database
    .prepare("SELECT account FROM postings WHERE account = 'issued' GROUP BY account HAVING sum(points) <> 0")
    .all();
  database.close();
  expect([unbalanced, perAccount]).toEqual([[], []]);
});
