import type { Lease } from '../contracts/leases.ts';
import type { Clock } from '../shared/ports.ts';

/** Part of what a sale takes, out of one lease. */
export type LeaseDraw = { readonly id: string; readonly wallet: string; readonly points: number };

/** What a unit tells the hub: everything else of requests numbered up to `asOf` is not held and never will be. */
export type LeaseStatement = { readonly held: string[]; readonly asOf: number };

export type LeaseBook = {
  /** Begins a request for a member's points; null while one is on its way or its answer is still good. */
  readonly ask: (member: string) => { readonly id: string; readonly number: number } | null;
  /** False when nobody waits for the answer any more: then the leases in it are never held. */
  readonly answered: (id: string, leases: readonly Lease[]) => boolean;
  /** No answer came, or a refusal. */
  readonly failed: (id: string) => void;
  /** Points by wallet that the hub has set aside here for a member; null: the hub was not asked lately. */
  readonly left: (member: string) => Readonly<Record<string, number>> | null;
  /** From which leases a sale takes its points, as far as they reach: those first that end first. Changes nothing. */
  readonly plan: (member: string, spent: Readonly<Record<string, number>>) => LeaseDraw[];
  /** A planned sale is on the disk. */
  readonly taken: (draws: readonly LeaseDraw[]) => void;
  /** The member has gone: what was set aside for the visit is not held any more. */
  readonly endVisit: (member: string) => void;
  /** Nothing is held any more: the hub's data are another life of them. */
  readonly dropAll: () => void;
  /** Null where leases were never used. */
  readonly statement: () => LeaseStatement | null;
  /** The hub has heard a statement and had the whole journal. */
  readonly told: (statement: LeaseStatement) => void;
  /** The hub believes in leases that are not held. */
  readonly isStatementDue: () => boolean;
};

export type LeaseBookParts = {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly newId: () => string;
  /** The chain wants leases. */
  readonly isInUse: () => boolean;
  /** Numbers of requests begin above it; larger with every start of the process, so that an old word says nothing of new leases. */
  readonly numbersAbove: () => number;
};

type Held = {
  readonly member: string;
  readonly wallet: string;
  readonly visit: boolean;
  readonly endsAtMs: number;
  left: number;
};
type Request = { readonly member: string; readonly sentAtMs: number };
type Answered = { readonly goodUntilMs: number; lastSeenMs: number };

/** Who is not asked about for so long has gone without buying. */
const idleMs = 15 * 60_000;
/** Points that were with another till may be free again after this. */
const askAgainMs = 60_000;
/** A busy till forgets those that end first; the hub gets them back. */
const mostHeld = 5_000;

/**
 * The leases of this process. They live in its memory alone: a restart ends them all. Their life counts from when the
 * request was sent, on the monotonic clock, and one that is gone never comes back, whatever arrives late.
 */
export function createLeaseBook(parts: LeaseBookParts): LeaseBook {
  return new Book(parts);
}

class Book implements LeaseBook {
  readonly #parts: LeaseBookParts;
  readonly #requests = new Map<string, Request>();
  readonly #leases = new Map<string, Held>();
  /** Members the hub has answered about, for the visit. */
  readonly #answers = new Map<string, Answered>();
  /** What the hub may believe is held here, by the number of its request. */
  readonly #believed = new Map<string, number>();
  #lastNumber: number | null = null;

  constructor(parts: LeaseBookParts) {
    this.#parts = parts;
  }

  ask = (member: string): { readonly id: string; readonly number: number } | null => {
    const sentAtMs = this.#sweep();
    this.#see(member, sentAtMs);
    const isWaiting = [...this.#requests.values()].some((one) => one.member === member);
    if (isWaiting || this.#answers.has(member)) return null;
    const number = this.#last() + 1;
    this.#lastNumber = number;
    const id = this.#parts.newId();
    this.#requests.set(id, { member, sentAtMs });
    this.#believed.set(id, number);
    return { id, number };
  };

  answered = (id: string, granted: readonly Lease[]): boolean => {
    const request = this.#requests.get(id);
    if (request === undefined) return false;
    const { member, sentAtMs } = request;
    const number = this.#believed.get(id) ?? this.#last();
    this.#requests.delete(id);
    this.#believed.delete(id);
    for (const { id: leaseId, wallet, points: left, lifeMs, visit } of granted) {
      this.#believed.set(leaseId, number);
      this.#leases.set(leaseId, { member, wallet, visit, endsAtMs: sentAtMs + lifeMs, left });
    }
    const goodMs = granted.length === 0 ? askAgainMs : Math.max(...granted.map(({ lifeMs }) => lifeMs));
    this.#answers.set(member, { goodUntilMs: sentAtMs + goodMs, lastSeenMs: sentAtMs });
    const tooMany = Math.max(0, this.#leases.size - mostHeld);
    if (tooMany > 0) {
      for (const [leaseId] of bySoonest([...this.#leases]).slice(0, tooMany)) this.#leases.delete(leaseId);
    }
    this.#sweep();
    return true;
  };

  failed = (id: string): void => void this.#requests.delete(id);

  left = (member: string): Readonly<Record<string, number>> | null => {
    this.#see(member, this.#sweep());
    const held = this.#of(member);
    if (held.length === 0 && !this.#answers.has(member)) return null;
    const sums: Record<string, number> = {};
    for (const [, { wallet, left }] of held) sums[wallet] = (sums[wallet] ?? 0) + left;
    return sums;
  };

  plan = (member: string, spent: Readonly<Record<string, number>>): LeaseDraw[] => {
    this.#sweep();
    const draws: LeaseDraw[] = [];
    for (const [wallet, points] of Object.entries(spent)) {
      let open = points;
      for (const [id, lease] of this.#of(member)) {
        const taken = lease.wallet === wallet ? Math.min(open, lease.left) : 0;
        if (taken > 0) draws.push({ id, wallet, points: taken });
        open -= taken;
      }
    }
    return draws;
  };

  taken = (draws: readonly LeaseDraw[]): void => {
    for (const { id, points } of draws) {
      const lease = this.#leases.get(id);
      if (lease !== undefined) lease.left -= points;
    }
  };

  endVisit = (member: string): void => {
    this.#answers.delete(member);
    for (const [id, { visit, left }] of this.#of(member)) if (visit || left === 0) this.#leases.delete(id);
  };

  dropAll = (): void => {
    for (const all of [this.#requests, this.#leases, this.#answers]) all.clear();
  };

  statement = (): LeaseStatement | null => {
    if (this.#lastNumber === null && !this.#parts.isInUse()) return null;
    this.#sweep();
    return { held: [...this.#leases.keys(), ...this.#requests.keys()], asOf: this.#last() };
  };

  told = ({ held, asOf }: LeaseStatement): void => {
    const still = new Set(held);
    for (const [id, number] of this.#believed) {
      if (number <= asOf && !still.has(id)) this.#believed.delete(id);
    }
  };

  isStatementDue = (): boolean => {
    this.#sweep();
    return [...this.#believed.keys()].some((id) => !this.#leases.has(id) && !this.#requests.has(id));
  };

  /** Asked for when it is first needed: it is written to the disk. */
  #last(): number {
    this.#lastNumber ??= this.#parts.numbersAbove();
    return this.#lastNumber;
  }

  #see(member: string, nowMs: number): void {
    const answered = this.#answers.get(member);
    if (answered !== undefined) answered.lastSeenMs = nowMs;
  }

  #of(member: string): [string, Held][] {
    return bySoonest([...this.#leases].filter(([, lease]) => lease.member === member));
  }

  /** Forgets what is over; answers what time it is. */
  #sweep(): number {
    const nowMs = this.#parts.clock.monotonicMs();
    for (const [id, { endsAtMs }] of this.#leases) if (endsAtMs <= nowMs) this.#leases.delete(id);
    for (const [member, { goodUntilMs, lastSeenMs }] of this.#answers) {
      if (nowMs - lastSeenMs > idleMs) this.endVisit(member);
      else if (goodUntilMs <= nowMs) this.#answers.delete(member);
    }
    return nowMs;
  }
}

const bySoonest = (leases: [string, Held][]): [string, Held][] =>
  leases.sort(([, one], [, other]) => one.endsAtMs - other.endsAtMs);
