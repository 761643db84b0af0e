import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConfirmResult, EnrolMemberResult, ReturnResult } from '../../src/contracts/pos-api.ts';
import type { Quote } from '../../src/contracts/quote.ts';
import { type SeededNumbers, seededNumbers } from '../support/seeded-numbers.ts';
import type { TillProcess } from '../support/shop.ts';
import type { Tape } from './tape.ts';

const goods = [
  { sku: 'milk', name: 'Молоко', category: 'dairy/milk', price: 8_990 },
  { sku: 'bread', name: 'Хлеб', category: 'bakery', price: 5_490 },
  { sku: 'coffee', name: 'Кофе', category: 'grocery', price: 64_900 },
];
/** Few enough that two tills come to enrol the same person. */
const phones = 60;
const consent = { text: 'Согласен', version: '1', at: '2026-11-01T10:00:00+03:00' };
const betweenMs = { least: 150, spread: 900 };
const againMs = 150;

/** Purchases of all tills of which nothing was returned yet; whoever takes one returns it alone. */
export type Returnable = {
  readonly purchaseId: string;
  readonly member: string | null;
  readonly till: string;
  readonly lines: number;
}[];

type Refused = { readonly status: number; readonly code: string };
type Told<T> = { readonly value: T } | { readonly refused: Refused };

export type RegisterParts = {
  readonly name: string;
  readonly till: TillProcess;
  readonly seed: number;
  readonly members: readonly string[];
  readonly tape: Tape;
  readonly returnable: Returnable;
  /** Refusals by their code: a register is told, nothing is booked. */
  readonly refusals: Map<string, number>;
  /** How long each confirmation took that was answered at once, milliseconds. */
  readonly confirmMs: number[];
};

/**
 * A cash register that sells, redeems, returns, cancels and enrols as its seed says, and sends every call again, byte for
 * byte, until it is answered.
 */
export class RandomRegister {
  readonly #parts: RegisterParts;
  readonly #chance: SeededNumbers;
  readonly #own: string[] = [];
  #count = 0;

  constructor(parts: RegisterParts) {
    this.#parts = parts;
    this.#chance = seededNumbers(parts.seed);
  }

  /** Works until told otherwise, and ends what it has begun. */
  async work(goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      const drawn = this.#chance.below(100);
      if (drawn < 70) await this.#sell();
      else if (drawn < 82) await this.#return();
      else if (drawn < 90) await this.#cancel();
      else await this.#enrol();
      await pause(betweenMs.least + this.#chance.below(betweenMs.spread));
    }
  }

  async #sell(): Promise<void> {
    const purchaseId = this.#nextId();
    const member = this.#member();
    const receipt = this.#receipt(member);
    // The balance may have moved since, or the agent has died with the receipt: the register shows it once more.
    for (;;) {
      const quoted = await this.#call<Quote>('PUT', `/v1/receipts/${purchaseId}`, receipt);
      if ('refused' in quoted) return;
      const fiscal = { number: purchaseId, time: receipt.at };
      const tenders = [{ type: 'cash', amount: quoted.value.totals.net }];
      const confirmed = await this.#call<ConfirmResult>('POST', `/v1/receipts/${purchaseId}/confirm`, {
        ...{ operationId: randomUUID(), fiscal, tenders },
      });
      if ('refused' in confirmed) {
        if (['quote-changed', 'unknown-purchase'].includes(confirmed.refused.code)) continue;
        return;
      }
      const { totals, redeem } = confirmed.value.quote;
      this.#parts.tape.push({
        ...{ kind: 'purchase', till: this.#parts.name, purchaseId, member, netMinor: totals.net },
        earned: member === null ? {} : totals.earned,
        spent: redeem === null || redeem.points === 0 ? {} : { [redeem.wallet]: redeem.points },
      });
      const { name, returnable } = this.#parts;
      returnable.push({ purchaseId, member, till: name, lines: receipt.lines.length });
      return;
    }
  }

  async #return(): Promise<void> {
    const { returnable, tape, name } = this.#parts;
    if (returnable.length === 0) return;
    // One purchase comes back once, wherever: two tills that take the same goods back are two mistakes of people.
    const own = returnable.filter(({ till }) => till === name);
    const from = own.length > 0 && this.#chance.percent(50) ? own : returnable;
    const chosen = this.#chance.pick(from);
    returnable.splice(returnable.indexOf(chosen), 1);
    const returnId = `R-${this.#nextId()}`;
    const whole = this.#chance.percent(50);
    const lines = Array.from({ length: whole ? chosen.lines : 1 }, (_, line) => ({
      id: String(line + 1),
      quantity: 1,
    }));
    const told = await this.#call<ReturnResult>('POST', '/v1/returns', {
      ...{ operationId: randomUUID(), purchaseId: chosen.purchaseId, returnId, lines },
    });
    if ('refused' in told) {
      returnable.push(chosen);
      return;
    }
    const points = (side: 'back' | 'taken') =>
      Object.fromEntries(told.value.wallets.map((wallet) => [wallet.wallet, wallet[side]]));
    tape.push({
      ...{ kind: 'return', till: name, returnId, purchaseId: chosen.purchaseId },
      member: chosen.member,
      ...{ netMinor: told.value.netMinor, back: points('back'), taken: points('taken') },
    });
  }

  async #cancel(): Promise<void> {
    const purchaseId = this.#nextId();
    const receipt = this.#receipt(this.#member());
    const quoted = await this.#call('PUT', `/v1/receipts/${purchaseId}`, receipt);
    if ('refused' in quoted) return;
    if (receipt.member !== null && this.#chance.percent(50)) {
      const hold = { operationId: randomUUID(), wallet: 'main', points: 1 + this.#chance.below(20) };
      await this.#call('POST', `/v1/receipts/${purchaseId}/hold`, hold);
    }
    const told = await this.#call('POST', `/v1/receipts/${purchaseId}/cancel`, { operationId: randomUUID() });
    if ('value' in told) this.#parts.tape.push({ kind: 'cancel', till: this.#parts.name, purchaseId });
  }

  async #enrol(): Promise<void> {
    const phone = `+7901${String(1_000_000 + this.#chance.below(phones)).padStart(7, '0')}`;
    const told = await this.#call<EnrolMemberResult>('POST', '/v1/members', {
      ...{ operationId: randomUUID(), phone, firstName: 'Олег', consent },
    });
    if ('refused' in told) return;
    const { created, member } = told.value;
    if (created) this.#parts.tape.push({ kind: 'enrolment', till: this.#parts.name, member: member.id });
    this.#own.push(member.id);
  }

  #member(): string | null {
    if (this.#chance.percent(10)) return null;
    const own = this.#own.length > 0 && this.#chance.percent(20);
    return this.#chance.pick(own ? this.#own : this.#parts.members);
  }

  #nextId(): string {
    this.#count += 1;
    return `${this.#parts.name}-${this.#parts.seed}-${this.#count}`;
  }

  #receipt(member: string | null) {
    const count = 1 + this.#chance.below(3);
    const lines = Array.from({ length: count }, (_, line) => ({
      ...this.#chance.pick(goods),
      ...{ id: String(line + 1), quantity: 1 + this.#chance.below(2) },
    }));
    const wallet = this.#chance.percent(70) ? 'main' : 'gold';
    const redeem = member !== null && this.#chance.percent(40) ? { redeem: { wallet, max: true } } : {};
    return { at: new Date().toISOString(), lines, member, ...redeem };
  }

  /** Asks until there is an answer. What the agent cannot say for the moment (5xx) is asked again too. */
  async #call<T>(method: string, path: string, body: unknown): Promise<Told<T>> {
    for (;;) {
      try {
        const sentMs = performance.now();
        const answer = await this.#parts.till.call(method, path, body);
        if (path.endsWith('/confirm')) this.#parts.confirmMs.push(performance.now() - sentMs);
        if (answer.status === 200) return { value: answer.body as T };
        const { code = 'none' } = answer.body as { code?: string };
        const { refusals } = this.#parts;
        refusals.set(code, (refusals.get(code) ?? 0) + 1);
        const isFinal = answer.status < 500 || code === 'purchase-elsewhere';
        if (isFinal) return { refused: { status: answer.status, code } };
      } catch {
        // Dead, or starting.
      }
      await pause(againMs);
    }
  }
}
