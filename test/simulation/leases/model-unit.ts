import { offlineAllowance } from '../../../src/checkout/allowance.ts';
import { estimateHubTime } from '../../../src/checkout/hub-time.ts';
import { createLeaseBook, type LeaseBook, type LeaseDraw } from '../../../src/checkout/lease-book.ts';
import type { Lease } from '../../../src/contracts/leases.ts';
import type { Lot } from '../../../src/contracts/ledger.ts';
import type { OfflineRules } from '../../../src/contracts/offline-rules.ts';
import { balancesOf } from '../../../src/loyalty/ledger/balances.ts';
import { applyPostings } from '../../../src/loyalty/ledger/postings.ts';
import { purchasePostings } from '../../../src/loyalty/ledger/purchase-postings.ts';
import { ok } from '../../../src/shared/result.ts';
import type { ModelHub, ModelSale } from './model-hub.ts';
import type { Network } from './network.ts';
import type { TrueTime } from './sim-hub.ts';
import type { PlantedBug } from './witness.ts';

type Contact = { readonly hubTimeMs: number; readonly wallMs: number; readonly monotonicMs: number };

export type ModelAround = {
  readonly hub: ModelHub;
  readonly network: Network;
  readonly time: TrueTime;
  readonly hubMs: () => number;
  readonly rules: OfflineRules;
  readonly planted: PlantedBug | null;
  readonly granted: (unit: ModelUnit, sentMs: number, member: string, leases: readonly Lease[]) => void;
};

/** A till's rules over plain memory. What a kill leaves is everything but the leases and the monotonic clock. */
export class ModelUnit {
  readonly id: string;
  plugged = true;
  skewMs = 0;
  online = false;
  readonly journal: ModelSale[] = [];
  acknowledged = 0;
  lots = new Map<string, readonly Lot[]>();
  leased: ReadonlyMap<string, number> = new Map();
  /** Taken since the hub last told the members. */
  own: { sequence: number; member: string; points: number; leased: number }[] = [];
  boots = 0;
  #bornMs = 0;
  #ids = 0;
  #completeMs = 0;
  #contact: (Contact & { readonly boot: number }) | null = null;
  #book: LeaseBook;
  #exchange: object | null = null;
  readonly #around: ModelAround;

  constructor(id: string, around: ModelAround) {
    this.id = id;
    this.#around = around;
    this.#book = this.#open();
  }

  get waiting(): number {
    return this.journal.length - this.acknowledged;
  }

  reboot(): void {
    this.#book = this.#open();
    this.plug(this.plugged);
  }

  #open(): LeaseBook {
    this.boots += 1;
    const boot = this.boots;
    this.#bornMs = this.#around.time.nowMs;
    const clock = this.#clock();
    return createLeaseBook({
      clock: this.#around.planted === 'wall-clock-lease' ? { monotonicMs: clock.wallMs } : clock,
      newId: () => {
        this.#ids += 1;
        return `${this.id}-${this.#ids}`;
      },
      isInUse: () => true,
      numbersAbove: () => boot * 1000,
    });
  }

  #clock() {
    const { time } = this.#around;
    const bornMs = this.#bornMs;
    return { wallMs: () => time.nowMs + this.skewMs, monotonicMs: () => time.nowMs - bornMs };
  }

  #hubTimeMs(): number {
    const contact = this.#contact;
    const known = contact === null ? null : { ...contact, sameProcess: contact.boot === this.boots };
    return estimateHubTime(known, this.#clock()).ms;
  }

  #heard(): void {
    const { wallMs, monotonicMs } = this.#clock();
    const hubTimeMs = this.#around.hubMs();
    this.#contact = { hubTimeMs, wallMs: wallMs(), monotonicMs: monotonicMs(), boot: this.boots };
    this.online = true;
  }

  /** One exchange at a time, as far as it comes now; a late answer goes on with it later, unless the line was cut. */
  async sync(): Promise<void> {
    if (this.#exchange !== null) return;
    const exchange = {};
    this.#exchange = exchange;
    const work = this.#talk(() => this.#exchange === exchange).finally(() => {
      if (this.#exchange === exchange) this.#exchange = null;
    });
    await Promise.race([work, new Promise((resolve) => setImmediate(resolve))]);
  }

  /** The line is cut, or mended: nobody waits for what was on its way. */
  plug(plugged: boolean): void {
    this.plugged = plugged;
    this.online = false;
    this.#exchange = null;
  }

  async #talk(isAwaited: () => boolean): Promise<void> {
    const { hub, network } = this.#around;
    const isUp = () => this.plugged;
    const book = this.#book;
    const sales = this.journal.slice(this.acknowledged);
    const statement = book.statement();
    const lastSequence = this.journal.length;
    const held = statement?.held ?? [];
    const report = { unit: this.id, epoch: 1, asOf: statement?.asOf ?? 0, lastSequence, head: null, held };
    const pushed = await network.call(isUp, async () => ok(hub.push(this.id, sales, report)));
    if (!isAwaited()) return;
    this.online = pushed.ok;
    if (!pushed.ok) return;
    this.#heard();
    this.acknowledged = Math.max(this.acknowledged, pushed.value);
    if (statement !== null && pushed.value >= lastSequence) book.told(statement);
    const page = await network.call(isUp, async () => ok(hub.pull(this.id)));
    if (!isAwaited()) return;
    this.online = page.ok;
    if (!page.ok) return;
    this.#heard();
    this.#completeMs = this.#around.hubMs();
    // The hub's word, and own sales since on top.
    this.lots = new Map(page.value.lots);
    this.leased = page.value.leased;
    for (const sale of this.journal.slice(page.value.applied)) this.#apply(sale);
    this.own = this.own.filter(({ sequence }) => sequence > page.value.applied);
  }

  async serve(member: string): Promise<void> {
    if (!this.online || !this.plugged) return;
    const { hub, network, time } = this.#around;
    const book = this.#book;
    const request = book.ask(member);
    if (request === null) return;
    const sentMs = time.nowMs;
    const answer = network.call(
      () => this.plugged,
      async () => {
        const leases = hub.grant(this.id, { ...request, member });
        this.#around.granted(this, sentMs, member, leases);
        return ok(leases);
      },
    );
    const taken = answer.then((got) =>
      got.ok ? book.answered(request.id, got.value) : book.failed(request.id),
    );
    // A late answer is not waited for.
    await Promise.race([taken, new Promise((resolve) => setImmediate(resolve))]);
  }

  /** A sale that asks for so many points; what it got. Null: nothing could be spent. */
  sell(member: string, asked: number): { readonly sale: ModelSale; readonly points: number } | null {
    const lots = this.lots.get(member) ?? [];
    const nowMs = this.#hubTimeMs();
    const points = Math.min(asked, this.#spendable(member, lots, nowMs));
    if (points === 0) return null;
    const leases: LeaseDraw[] = this.#book.plan(member, { main: points });
    const sequence = this.journal.length + 1;
    const { postings } = purchasePostings({
      ...{ operationId: `${this.id}:${sequence}`, memberId: member, atMs: nowMs, lots, wallets: [] },
      ...{ redeemed: { main: points }, earned: {} },
    });
    const sale = { sequence, member, postings, leases };
    this.journal.push(sale);
    this.#apply(sale);
    this.own.push({ sequence, member, points, leased: leases.reduce((sum, draw) => sum + draw.points, 0) });
    this.#book.taken(leases);
    this.#book.endVisit(member);
    return { sale, points };
  }

  #spendable(member: string, lots: readonly Lot[], nowMs: number): number {
    const balances = balancesOf(lots, nowMs);
    const rules = this.#around.rules;
    const contactAtMs = this.#contact?.hubTimeMs ?? null;
    if (!this.online && (contactAtMs === null || nowMs - contactAtMs > rules.maxHours * 3_600_000)) return 0;
    const leased = this.#book.left(member);
    if (leased !== null) return Math.min(leased.main ?? 0, balances.main?.spendable ?? 0);
    const ofMember = this.own.filter((one) => one.member === member);
    const sum = (of: typeof this.own, what: (one: (typeof this.own)[number]) => number) => ({
      main: of.reduce((all, one) => all + what(one), 0),
    });
    const endless = this.#around.planted === 'no-unit-budget' ? { unitPoints: Number.MAX_SAFE_INTEGER } : {};
    return (
      offlineAllowance({
        rules: { ...rules, ...endless },
        balances,
        leased: { main: this.leased.get(member) ?? 0 },
        unsettled: sum(ofMember, ({ points }) => points),
        taken: sum(ofMember, ({ points, leased: under }) => points - under),
        takenByUnit: sum(this.own, ({ points, leased: under }) => points - under),
        ...{ balanceAtMs: this.#completeMs, contactAtMs, nowMs },
      }).main ?? 0
    );
  }

  #apply({ member, postings }: ModelSale): void {
    this.lots.set(member, applyPostings(this.lots.get(member) ?? [], postings, []));
  }
}
