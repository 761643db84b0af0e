import type { Lease } from '../../../src/contracts/leases.ts';
import type { Operation, PullResult, PurchaseOperation, PushRequest } from '../../../src/contracts/sync.ts';
import type { HubStore } from '../../../src/hub/store/hub-store.ts';
import { applyPostings } from '../../../src/loyalty/ledger/postings.ts';
import type { TrueTime } from './sim-hub.ts';

/** Faults that are planted on purpose, to see that they are found. */
export const plantedBugs = [
  'expiry-by-the-hubs-clock',
  'no-idempotency',
  'no-unit-budget',
  'new-id-on-retry',
  'wall-clock-lease',
] as const;
export type PlantedBug = (typeof plantedBugs)[number];

type Granted = {
  readonly unit: string;
  readonly bootId: string;
  readonly sentMs: number;
  readonly member: string;
  readonly points: number;
  readonly lifeMs: number;
  drawn: number;
};

/** Sees every sale and every word between tills and hub, and knows the true time. Nothing in the product asks it. */
export class Witness {
  readonly faults: string[] = [];
  /** Points that one till may let go between two contacts. */
  unitPoints = 0;
  readonly #store: HubStore;
  readonly #time: TrueTime;
  readonly #hubMs: () => number;
  readonly #planted: PlantedBug | null;
  readonly #grants = new Map<string, Granted>();
  /** Points by unit that no lease stood for, since the hub last told the unit everything. */
  readonly #open = new Map<string, { sequence: number; points: number }[]>();
  #rebooked = 0;

  constructor(
    store: HubStore,
    time: TrueTime,
    { hubMs, planted }: { readonly hubMs: () => number; readonly planted: PlantedBug | null },
  ) {
    [this.#store, this.#time, this.#hubMs, this.#planted] = [store, time, hubMs, planted];
  }

  granted(to: Pick<Granted, 'unit' | 'bootId' | 'sentMs' | 'member'>, leases: readonly Lease[]): void {
    for (const { id, points, lifeMs } of leases) {
      if (!this.#grants.has(id)) this.#grants.set(id, { ...to, points, lifeMs, drawn: 0 });
    }
  }

  /** A till has taken in a page. */
  pulled(unit: string, page: PullResult): void {
    if (page.stream !== 'members' || page.more) return;
    const open = this.#open.get(unit) ?? [];
    this.#open.set(
      unit,
      open.filter(({ sequence }) => sequence > page.appliedSequence),
    );
  }

  /** A sale is booked at a till. */
  async sold(unit: string, bootId: string, operation: PurchaseOperation): Promise<void> {
    const { sequence, body } = operation;
    const spent = body.quote.redeem?.points ?? 0;
    const draws = body.leases ?? [];
    const open = new Set((await this.#store.openLeases(unit, 100_000)).map(({ id }) => id));
    for (const { id, points } of draws) {
      const grant = this.#grants.get(id);
      if (grant === undefined || grant.unit !== unit || grant.member !== body.member) {
        this.faults.push(`${unit} spent from lease ${id} that it never got`);
        continue;
      }
      grant.drawn += points;
      const ageMs = this.#time.nowMs - grant.sentMs;
      if (grant.bootId !== bootId) this.faults.push(`${unit} spent from a lease of an earlier life`);
      if (ageMs > grant.lifeMs)
        this.faults.push(`${unit} spent from a lease ${ageMs - grant.lifeMs} ms dead`);
      if (grant.drawn > grant.points) this.faults.push(`${unit} spent more than lease ${id}`);
      if (!open.has(id)) this.faults.push(`${unit} spent from lease ${id} after the hub took it back`);
    }
    const beside = spent - draws.reduce((sum, { points }) => sum + points, 0);
    const sales = [...(this.#open.get(unit) ?? []), { sequence, points: beside }];
    this.#open.set(unit, sales);
    const sum = sales.reduce((all, { points }) => all + points, 0);
    if (sum > this.unitPoints)
      this.faults.push(`${unit} let go ${sum} points, ${this.unitPoints} are allowed`);
  }

  async beforeGrant(): Promise<void> {
    if (this.#planted !== 'expiry-by-the-hubs-clock') return;
    // Planted: what is over by the hub's own clock is somebody else's again.
    const nowMs = this.#hubMs();
    const open = await this.#store.openLeases(null, 100_000);
    const lives = open.filter((lease) => lease.grantedAtMs + lease.lifeMs > nowMs).map(({ id }) => id);
    for (const { unit, epoch } of open) {
      const asOf = Number.MAX_SAFE_INTEGER;
      await this.#store.returnLeases({ unit, epoch, asOf, lastSequence: 0, head: null, held: lives, nowMs });
    }
  }

  async beforePush(unit: string, { operations }: PushRequest): Promise<void> {
    if (this.#planted !== 'no-idempotency') return;
    // Planted: an operation that comes once more is booked once more.
    const known = (await this.#store.till(unit))?.headSequence ?? 0;
    for (const { sequence, payload } of operations) {
      const operation = JSON.parse(payload) as Operation;
      if (sequence > known || operation.kind !== 'purchase' || operation.body.member === null) continue;
      this.#rebooked += 1;
      const { member, postings: legs } = operation.body;
      const operationId = `${operation.id}#${this.#rebooked}`;
      await this.#store.importMembers(
        { ids: [member], phoneHashes: [], cards: [], spendSinceMs: 0 },
        (found) => ({
          upserts: [...found.byId.values()].map(({ core, lots }) => ({
            change: {
              core,
              lots: applyPostings(lots, legs, []),
              spend: [],
              postings: [{ operationId, legs }],
            },
            phone: null,
            formerPhoneHash: null,
          })),
          answer: null,
        }),
      );
    }
  }
}
