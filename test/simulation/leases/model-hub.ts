import type { Lease } from '../../../src/contracts/leases.ts';
import type { Lot, Posting } from '../../../src/contracts/ledger.ts';
import type { OfflineRules } from '../../../src/contracts/offline-rules.ts';
import { decideLease } from '../../../src/hub/ledger/decide-lease.ts';
import { hasAllSpent, leasesGivenBack, type UnitReport } from '../../../src/hub/ledger/leases-over.ts';
import { settleSpending } from '../../../src/hub/ledger/settle-spending.ts';
import { owedBy, standingOf, withLeased } from '../../../src/hub/ledger/standing.ts';
import type { LeaseRecord, MemberState } from '../../../src/hub/store/records.ts';
import { applyPostings } from '../../../src/loyalty/ledger/postings.ts';
import { defined } from '../../../src/shared/assert.ts';
import type { PlantedBug } from './witness.ts';

// The rules of the product over plain memory: where SQLite and HTTP were, there are maps and calls.

/** What a sale says to the hub. */
export type ModelSale = {
  readonly sequence: number;
  readonly member: string;
  readonly postings: readonly Posting[];
  readonly leases: readonly { readonly id: string; readonly wallet: string; readonly points: number }[];
};

/** All members as the hub has them, and how much of the asking unit they contain. */
export type ModelPage = {
  readonly lots: ReadonlyMap<string, readonly Lot[]>;
  readonly leased: ReadonlyMap<string, number>;
  readonly applied: number;
};

const core = (id: string): MemberState['core'] => ({
  ...{ id, state: 'active', firstName: null, phoneHash: null, phoneLast4: null, cards: [], tier: null },
  ...{ joinedAt: '2026-01-01', birthday: null, segments: [], clubs: [], choices: {}, stamps: {}, used: {} },
});
export const openingLot = (member: string, points: number): Lot => ({
  ...{ id: `opening:${member}`, memberId: member, wallet: 'main', points, remaining: points },
  ...{ earnedAt: '2026-01-01T00:00:00.000Z', activeAt: '2026-01-01T00:00:00.000Z', expiresAt: null },
});

export class ModelHub {
  readonly members = new Map<string, MemberState>();
  readonly leases = new Map<string, LeaseRecord>();
  readonly #heads = new Map<string, number>();
  readonly #rules: OfflineRules;
  readonly #planted: PlantedBug | null;
  readonly #nowMs: () => number;

  constructor(rules: OfflineRules, nowMs: () => number, planted: PlantedBug | null) {
    [this.#rules, this.#nowMs, this.#planted] = [rules, nowMs, planted];
  }

  add(member: string, points: number): void {
    const lots = points === 0 ? [] : [openingLot(member, points)];
    this.members.set(member, { core: core(member), spendMinor: 0, purchases: 0, lots });
  }

  grant(
    unit: string,
    request: { readonly id: string; readonly number: number; readonly member: string },
  ): Lease[] {
    if (this.#planted === 'expiry-by-the-hubs-clock') this.#expire();
    const known = [...this.leases.values()].filter(({ requestId }) => requestId === request.id);
    if (known.length > 0) return known.filter(({ state }) => state === 'open');
    const state = defined(this.members.get(request.member), 'members are known');
    const held = [...this.leases.values()].filter(
      (lease) => lease.state === 'open' && lease.unit === unit && lease.member === request.member,
    );
    const { number, id: requestId } = request;
    const decided = decideLease(
      { requestId, number, unit, epoch: 1, rules: this.#rules, nowMs: this.#nowMs() },
      state,
      held,
    );
    for (const lease of decided.leases) this.leases.set(lease.id, lease);
    this.members.set(request.member, { ...state, core: { ...state.core, standing: decided.standing } });
    return decided.leases;
  }

  push(unit: string, sales: readonly ModelSale[], report: UnitReport): number {
    for (const sale of sales) {
      const head = this.#heads.get(unit) ?? 0;
      // Planted: what comes once more is booked once more.
      if (sale.sequence === head + 1 || (this.#planted === 'no-idempotency' && sale.sequence <= head)) {
        this.#book(sale);
        this.#heads.set(unit, Math.max(head, sale.sequence));
      }
    }
    const headSequence = this.#heads.get(unit) ?? 0;
    const open = [...this.leases.values()].filter((lease) => lease.state === 'open' && lease.unit === unit);
    if (hasAllSpent(report, { epoch: 1, head: '', headSequence })) this.#close(leasesGivenBack(report, open));
    return headSequence;
  }

  /** All members as they are, and how much of the unit they contain. */
  pull(unit: string): ModelPage {
    const lots = new Map([...this.members].map(([id, state]) => [id, state.lots]));
    const leased = new Map([...this.members].map(([id, state]) => [id, standingOf(state).leased.main ?? 0]));
    return { lots, leased, applied: this.#heads.get(unit) ?? 0 };
  }

  /** Points set aside of members who do not have so many any more. */
  uncovered(): Record<string, number> {
    let short = 0;
    for (const state of this.members.values()) {
      const balance = state.lots.reduce((sum, { remaining }) => sum + remaining, 0);
      short += Math.max(0, (standingOf(state).leased.main ?? 0) - Math.max(0, balance));
    }
    return { main: short };
  }

  owed(): number {
    let owed = 0;
    for (const state of this.members.values()) owed += owedBy(state, this.#nowMs()).main ?? 0;
    return owed;
  }

  #book({ member, postings, leases }: ModelSale): void {
    const before = defined(this.members.get(member), 'members are known');
    const moved = { ...before, lots: applyPostings(before.lots, postings, []) };
    const operation = { kind: 'purchase', body: { postings, leases: [...leases] } } as const;
    const settled = settleSpending(before, moved, operation, (id) => this.leases.get(id), this.#nowMs());
    for (const lease of settled.leases) this.leases.set(lease.id, lease);
    this.members.set(member, settled.after);
  }

  #close(leases: readonly LeaseRecord[]): void {
    for (const lease of leases) {
      this.leases.set(lease.id, { ...lease, state: 'returned' });
      const state = defined(this.members.get(lease.member), 'members are known');
      const standing = withLeased(standingOf(state), lease.wallet, -lease.remaining);
      this.members.set(lease.member, { ...state, core: { ...state.core, standing } });
    }
  }

  /** Planted: what is over by the hub's own clock is somebody else's again. */
  #expire(): void {
    const nowMs = this.#nowMs();
    this.#close(
      [...this.leases.values()].filter(
        ({ state, grantedAtMs, lifeMs }) => state === 'open' && grantedAtMs + lifeMs <= nowMs,
      ),
    );
  }
}
