import { join } from 'node:path';
import type { PosReceiptInput } from '../../src/contracts/pos-api.ts';
import { posReceiptSchema } from '../../src/contracts/pos-api.ts';
import type { Refusal } from '../../src/contracts/refusal.ts';
import { hubDatabasePath } from '../../src/hub/init-chain.ts';
import { instantFromMs } from '../../src/loyalty/ledger/instant.ts';
import type { Result } from '../../src/shared/result.ts';
import { type SeededNumbers, seededNumbers } from '../support/seeded-numbers.ts';
import { audit, emptyPaper, type Files, note, type Paper, type Sale, type SoldLine } from './auditor.ts';
import { openSimHub, type SimHub } from './sim-hub.ts';
import { SimTill } from './sim-till.ts';

export type DayReport = {
  readonly faults: string[];
  readonly sales: number;
  readonly returns: number;
  readonly cancels: number;
  readonly kills: number;
  readonly clockJumps: number;
  readonly refusals: Readonly<Record<string, number>>;
};

export type DayOptions = {
  readonly folder: string;
  readonly seed: number;
  /** So many things happen. */
  readonly events: number;
  /** Breaks something on purpose before the audit, to see it found. */
  readonly sabotage?: (files: Files, paper: Paper) => void;
};

/** The night in which Berlin's clocks go back. */
const startMs = Date.parse('2026-10-24T20:00:00Z');
const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const clockJumps = [10 * yearMs, -10 * yearMs, hourMs, -hourMs, -24 * hourMs, 0, 0];

type Answered = Result<unknown, Refusal>;
/** A call with everything it needs, to be made again byte for byte at a later life of the till. */
type Call = (till: SimTill) => Answered | Promise<Answered>;

/** A shop day: three tills, a hub, and everything that goes wrong, all of it by the seed. */
export async function simulateDay({ folder, seed, events, sabotage }: DayOptions): Promise<DayReport> {
  const chance = seededNumbers(seed);
  const members = Array.from({ length: 30 }, (_, index) => ({ id: `m${index}`, points: index * 20 }));
  const hub = await openSimHub(join(folder, 'hub'), startMs, members);
  const tills: SimTill[] = [];
  try {
    for (const id of ['t1', 't2', 't3']) tills.push(await SimTill.open(hub, id, folder, chance));
    const day = new Day(hub, tills, chance);
    for (const { id, points } of members) day.paper.opening.set(id, points);
    for (let index = 0; index < events; index += 1) await day.happen();
    await day.close();
    const files = {
      hub: hubDatabasePath(join(folder, 'hub')),
      tills: new Map(tills.map((till) => [till.id, till.path])),
      nowMs: hub.clock.wallMs(),
    };
    sabotage?.(files, day.paper);
    const faults = [...day.faults, ...audit(day.paper, files)];
    const { paper, kills, jumps, refusals } = day;
    return {
      faults,
      sales: paper.sales.length,
      returns: paper.returns.length,
      cancels: paper.cancelled.size,
      kills,
      clockJumps: jumps,
      refusals,
    };
  } finally {
    for (const till of tills) await till.close();
    await hub.close();
  }
}

class Day {
  readonly paper = emptyPaper();
  readonly faults: string[] = [];
  readonly refusals: Record<string, number> = {};
  kills = 0;
  jumps = 0;
  readonly #hub: SimHub;
  readonly #tills: readonly SimTill[];
  readonly #chance: SeededNumbers;
  readonly #members: string[];
  /** Calls that were answered, to be heard again later: by the till that answered. */
  readonly #heard: { readonly till: SimTill; readonly call: Call; readonly text: string }[] = [];
  /** Which till takes back what of which purchase. */
  readonly #returning = new Map<string, { readonly till: SimTill; readonly left: Map<string, number> }>();
  #number = 0;

  constructor(hub: SimHub, tills: readonly SimTill[], chance: SeededNumbers) {
    [this.#hub, this.#tills, this.#chance] = [hub, tills, chance];
    this.#members = Array.from({ length: 30 }, (_, index) => `m${index}`);
  }

  async happen(): Promise<void> {
    const chance = this.#chance;
    this.#hub.clock.advance(1000 + chance.below(30_000));
    const till = chance.pick(this.#tills);
    const kind = chance.below(100);
    if (kind < 46) await this.#sell(till);
    else if (kind < 52) await this.#cancel(till);
    else if (kind < 62) await this.#takeBack(till);
    else if (kind < 64) await this.#enrol(till);
    else if (kind < 69) await this.#hearAgain();
    else if (kind < 88) await this.#sync(till);
    else if (kind < 93) await till.plug(!till.plugged || chance.percent(40));
    else if (kind < 95) till.faultsPercent = chance.pick([0, 0, 10, 40]);
    else if (kind < 97) await this.#kill(till);
    else if (kind < 99) this.#moveClock(till);
    else if (chance.percent(30)) await this.#hub.restart();
  }

  /** The lines are mended and everything is delivered; clocks stay as they are. */
  async close(): Promise<void> {
    for (const till of this.#tills) {
      till.faultsPercent = 0;
      await till.plug(true);
    }
    // Once for what each has, once more for what the others had.
    for (let round = 0; round < 6; round += 1) for (const till of this.#tills) await till.sync();
    for (const { store, id } of this.#tills) {
      if (store.backlog().count > 0)
        this.faults.push(`till ${id} could not deliver ${store.backlog().count}`);
      for (const { key, code } of store.quarantine.list(9))
        this.faults.push(`till ${id}: ${key} refused: ${code}`);
    }
  }

  async #kill(till: SimTill): Promise<void> {
    await till.kill();
    this.kills += 1;
  }

  async #sync(till: SimTill): Promise<void> {
    if (!this.#chance.percent(8)) return till.sync();
    const steps = 1 + this.#chance.below(60);
    const done = await till.killedAfter(steps, async () => {
      await till.sync();
      return true;
    });
    if (done === null) this.kills += 1;
  }

  #moveClock(till: SimTill): void {
    till.skewMs = this.#chance.pick(clockJumps);
    this.jumps += 1;
  }

  /** Makes a call until it is answered; the answer must stay the same for ever. Null: it was refused. */
  async #ask(till: SimTill, call: Call): Promise<unknown> {
    const chance = this.#chance;
    for (;;) {
      const answer = chance.percent(6)
        ? await till.killedAfter(1 + chance.below(30), () => call(till))
        : await call(till);
      if (answer === null) {
        this.kills += 1;
        continue;
      }
      // The answer was lost on its way to the register.
      if (chance.percent(4)) continue;
      if (!answer.ok) {
        this.refusals[answer.error.code] = (this.refusals[answer.error.code] ?? 0) + 1;
        return null;
      }
      this.#heard.push({ till, call, text: JSON.stringify(answer.value) });
      return answer.value;
    }
  }

  async #hearAgain(): Promise<void> {
    if (this.#heard.length === 0) return;
    const { till, call, text } = this.#chance.pick(this.#heard);
    const again = await call(till);
    if (!again.ok) this.faults.push(`an answered call is refused when it comes again: ${again.error.code}`);
    else if (JSON.stringify(again.value) !== text) this.faults.push('an answered call is answered otherwise');
  }

  #operationId(): string {
    this.#number += 1;
    return `01939f00-0000-7000-8000-${String(this.#number).padStart(12, '0')}`;
  }

  #cart(till: SimTill): { receipt: PosReceiptInput; lines: SoldLine[] } {
    const chance = this.#chance;
    const lines = Array.from({ length: 1 + chance.below(4) }, (_, index) => ({
      id: String(index + 1),
      dairy: chance.percent(40),
      price: 100 * (1 + chance.below(400)),
      quantity: 1 + chance.below(4),
    }));
    const member = chance.percent(80) ? chance.pick(this.#members) : null;
    const isKnown = member !== null && till.store.member(member) !== null;
    const redeem = chance.pick([{ max: true } as const, { points: 1 + chance.below(200) }, null, null]);
    return {
      lines,
      receipt: {
        // A register's clock is the till's.
        at: instantFromMs(this.#hub.clock.wallMs() + till.skewMs),
        member: isKnown ? member : null,
        lines: lines.map(({ id, dairy, price, quantity }) => ({
          id,
          sku: `${dairy ? 'milk' : 'bread'}-${price}`,
          category: dairy ? 'dairy/milk' : 'bakery',
          price,
          quantity,
        })),
        ...(redeem === null || !isKnown ? {} : { redeem: { wallet: 'main', ...redeem } }),
      },
    };
  }

  async #sell(till: SimTill): Promise<void> {
    const chance = this.#chance;
    const { receipt, lines } = this.#cart(till);
    const purchaseId = `P-${this.#operationId().slice(-6)}`;
    const parsed = posReceiptSchema.parse(receipt);
    const isQuoted = chance.percent(70);
    if (isQuoted) {
      if (!till.checkout.quote(purchaseId, parsed).ok) return;
      if (chance.percent(20) && receipt.member !== null) await this.#hold(till, purchaseId);
    }
    const fiscal = { number: purchaseId, time: instantFromMs(this.#hub.clock.wallMs()) };
    const confirm = (whole: boolean): Call => {
      const request = { operationId: this.#operationId(), fiscal, tenders: [] };
      return ({ checkout }) =>
        checkout.confirm(purchaseId, whole ? { ...request, receipt: parsed } : request);
    };
    // Figures that changed meanwhile are refused; the register shows the new ones and sells with them.
    const told = (await this.#ask(till, confirm(!isQuoted))) ?? (await this.#ask(till, confirm(true)));
    if (told === null) this.faults.push(`sale ${purchaseId} at ${till.id} was refused: selling must go on`);
    else this.#write(till, told as Confirmed, receipt.member ?? null, lines);
  }

  #write(
    till: SimTill,
    { purchaseId, operationId, quote }: Confirmed,
    member: string | null,
    lines: SoldLine[],
  ) {
    const { gross, net, earned } = quote.totals;
    const sale: Sale = {
      till: till.id,
      operationId,
      purchaseId,
      atMs: this.#hub.clock.wallMs(),
      member,
      lines,
      told: { gross, net, earned: earned.main ?? 0, paid: quote.redeem?.points ?? 0 },
    };
    note(this.paper.sales, sale);
  }

  async #hold(till: SimTill, purchaseId: string): Promise<void> {
    const request = { operationId: this.#operationId(), wallet: 'main', points: 1 + this.#chance.below(50) };
    await this.#ask(till, ({ checkout }) => checkout.hold(purchaseId, request));
  }

  async #cancel(till: SimTill): Promise<void> {
    const purchaseId = `C-${this.#operationId().slice(-6)}`;
    const { receipt } = this.#cart(till);
    if (!till.checkout.quote(purchaseId, posReceiptSchema.parse(receipt)).ok) return;
    if (receipt.member !== null && this.#chance.percent(50)) await this.#hold(till, purchaseId);
    const request = { operationId: this.#operationId() };
    const told = await this.#ask(till, ({ checkout }) => checkout.cancel(purchaseId, request));
    if (told !== null) this.paper.cancelled.add(purchaseId);
  }

  /** All of a purchase that is left, or a part; always at the till that began with it. */
  async #takeBack(anyTill: SimTill): Promise<void> {
    const chance = this.#chance;
    if (this.paper.sales.length === 0) return;
    const sale = chance.pick(this.paper.sales);
    const seller = this.#tills.find(({ id }) => id === sale.till) ?? anyTill;
    const state = this.#returning.get(sale.purchaseId) ?? {
      till: chance.percent(70) ? seller : anyTill,
      left: new Map(sale.lines.map(({ id, quantity }) => [id, quantity])),
    };
    const all = chance.percent(40);
    const lines = [...state.left]
      .filter(([, quantity]) => quantity > 0)
      .map(([id, quantity]) => ({ id, quantity: all ? quantity : 1 + chance.below(quantity) }))
      .filter((_line, index) => all || index === 0 || chance.percent(50));
    if (lines.length === 0) return;
    const operationId = this.#operationId();
    const request = {
      operationId,
      purchaseId: sale.purchaseId,
      returnId: `R-${operationId.slice(-6)}`,
      lines,
    };
    const told = await this.#ask(state.till, ({ checkout }) => checkout.returns.take(request));
    if (told === null) return;
    this.#returning.set(sale.purchaseId, state);
    for (const { id, quantity } of lines) state.left.set(id, (state.left.get(id) ?? 0) - quantity);
    const { netMinor, wallets, whole } = told as Returned;
    note(this.paper.returns, {
      till: state.till.id,
      operationId,
      purchaseId: sale.purchaseId,
      lines,
      told: {
        net: netMinor,
        back: wallets.reduce((sum, wallet) => sum + wallet.back, 0),
        taken: wallets.reduce((sum, wallet) => sum + wallet.taken, 0),
        whole,
      },
    });
  }

  async #enrol(till: SimTill): Promise<void> {
    const operationId = this.#operationId();
    const phone = `+7911${operationId.slice(-7)}`;
    const consent = { text: 'I agree.', version: '1', at: instantFromMs(this.#hub.clock.wallMs()) };
    const told = await this.#ask(till, ({ checkout }) =>
      checkout.enrolMember({ operationId, phone, consent }),
    );
    if (told === null) return;
    const { member } = told as { member: { id: string } };
    this.#members.push(member.id);
    note(this.paper.enrolments, { till: till.id, operationId, member: member.id });
  }
}

type Confirmed = {
  readonly purchaseId: string;
  readonly operationId: string;
  readonly quote: {
    readonly totals: {
      readonly gross: number;
      readonly net: number;
      readonly earned: Record<string, number>;
    };
    readonly redeem: { readonly points: number } | null;
  };
};
type Returned = {
  readonly netMinor: number;
  readonly whole: boolean;
  readonly wallets: readonly { readonly back: number; readonly taken: number }[];
};
