import { exposureOf } from '../../../src/hub/ledger/exposure.ts';
import { standingOf } from '../../../src/hub/ledger/standing.ts';
import type { SeededNumbers } from '../../support/seeded-numbers.ts';
import { seededNumbers } from '../../support/seeded-numbers.ts';
import { ModelHub } from './model-hub.ts';
import { ModelUnit } from './model-unit.ts';
import { createNetwork } from './network.ts';
import type { TrueTime } from './sim-hub.ts';
import type { PlantedBug } from './witness.ts';
import { rulesOf } from './world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const startMs = Date.parse('2026-11-20T08:00:00.000Z');

type Granted = { readonly unit: ModelUnit; readonly boot: number; readonly endsMs: number; left: number };

/** One run of the rules over plain memory: the same happenings, and the same books compared, as with the real stores. */
export async function modelRun(seed: number, planted: PlantedBug | null): Promise<string[]> {
  const run = new Run(seededNumbers(seed), planted);
  await run.all();
  return run.faults;
}

class Run {
  readonly faults: string[] = [];
  readonly #chance: SeededNumbers;
  readonly #planted: PlantedBug | null;
  readonly #time: TrueTime = { nowMs: startMs };
  readonly #rules: ReturnType<typeof rulesOf>;
  readonly #hub: ModelHub;
  readonly #units: ModelUnit[];
  readonly #network: ReturnType<typeof createNetwork>;
  readonly #points = new Map<string, number>();
  readonly #spent = new Map<string, number>();
  readonly #grants = new Map<string, Granted>();
  #hubSkewMs = 0;

  constructor(chance: SeededNumbers, planted: PlantedBug | null) {
    [this.#chance, this.#planted] = [chance, planted];
    const hubMs = (): number => this.#time.nowMs + this.#hubSkewMs;
    const rules = rulesOf(chance);
    const network = createNetwork(chance);
    const hub = new ModelHub(rules, hubMs, planted);
    [this.#rules, this.#network, this.#hub] = [rules, network, hub];
    for (const member of ['m0', 'm1', 'm2']) {
      const points = chance.pick([50, 200, 1000]);
      this.#points.set(member, points);
      hub.add(member, points);
    }
    const granted = (
      unit: ModelUnit,
      sentMs: number,
      _member: string,
      leases: readonly { id: string; points: number; lifeMs: number }[],
    ) => {
      for (const { id, points, lifeMs } of leases) {
        if (!this.#grants.has(id))
          this.#grants.set(id, { unit, boot: unit.boots, endsMs: sentMs + lifeMs, left: points });
      }
    };
    const around = { hub, network, time: this.#time, hubMs, rules, planted, granted };
    this.#units = ['t0', 't1', 't2'].map((id) => new ModelUnit(id, around));
  }

  async all(): Promise<void> {
    for (const unit of this.#units) await unit.sync();
    this.#network.faultsPercent = this.#chance.pick([0, 10, 40]);
    const actions = this.#chance.percent(10) ? 60 + this.#chance.below(60) : 8 + this.#chance.below(17);
    for (let count = 0; count < actions; count += 1) await this.#act();
    const owed = this.#hub.owed();
    const heard = this.#units.map(({ id }) => ({ unit: id, heardAtMs: null }));
    const most =
      exposureOf(
        this.#rules,
        ['main'],
        heard,
        { sums: [], uncovered: this.#hub.uncovered() },
        this.#time.nowMs,
      )[0]?.most ?? 0;
    await this.#mend();
    const came = this.#hub.owed() - owed;
    if (came > most) this.faults.push(`${came} points were overspent, ${most} were shown`);
    this.#compare();
  }

  async #act(): Promise<void> {
    const chance = this.#chance;
    const unit = chance.pick(this.#units);
    this.#time.nowMs += chance.below(20_000);
    const kind = chance.below(100);
    if (kind < 48) await this.#sell(unit);
    else if (kind < 64) await unit.sync();
    else if (kind < 72) await this.#network.deliverLate();
    else if (kind < 80) unit.plug(!unit.plugged);
    else if (kind < 86) unit.reboot();
    else if (kind < 90) {
      unit.skewMs += chance.pick([-1, 1]) * chance.pick([minuteMs, 12 * hourMs, 10 * 365 * 24 * hourMs]);
    } else if (kind < 92) this.#hubSkewMs = chance.pick([-2 * hourMs, 0, 5 * hourMs, 48 * hourMs]);
    else
      this.#time.nowMs += chance.pick([3 * minuteMs, 12 * minuteMs, 70 * minuteMs, 7 * hourMs, 25 * hourMs]);
  }

  async #sell(unit: ModelUnit): Promise<void> {
    const member = this.#chance.pick([...this.#points.keys()]);
    await unit.serve(member);
    // Some think it over.
    if (this.#chance.percent(15))
      this.#time.nowMs += this.#chance.pick([minuteMs, 20 * minuteMs, 3 * hourMs]);
    const sold = unit.sell(member, this.#chance.pick([1, 40, 150, 2000]));
    if (sold === null) return;
    this.#spent.set(member, (this.#spent.get(member) ?? 0) + sold.points);
    for (const { id, points } of sold.sale.leases) this.#check(unit, id, points);
    const beside = unit.own.reduce((sum, { points, leased }) => sum + points - leased, 0);
    const allowed = this.#rules.unitPoints ?? 0;
    if (beside > allowed) this.faults.push(`${unit.id} let go ${beside} points, ${allowed} are allowed`);
    // Planted: the answer was lost, and the retry is another sale to the till.
    if (this.#planted === 'new-id-on-retry' && this.#chance.percent(15)) unit.sell(member, sold.points);
  }

  #check(unit: ModelUnit, id: string, points: number): void {
    const grant = this.#grants.get(id);
    const state = this.#hub.leases.get(id)?.state;
    if (grant === undefined || grant.unit !== unit || grant.boot !== unit.boots)
      this.faults.push(`${unit.id} spent from lease ${id} that this life of it never got`);
    else {
      grant.left -= points;
      if (grant.left < 0) this.faults.push(`${unit.id} spent more than lease ${id}`);
      if (this.#time.nowMs > grant.endsMs) this.faults.push(`${unit.id} spent from dead lease ${id}`);
    }
    if (state !== 'open') this.faults.push(`${unit.id} spent from lease ${id} after the hub took it back`);
  }

  async #mend(): Promise<void> {
    this.#network.faultsPercent = 0;
    while (await this.#network.deliverLate()) await new Promise((resolve) => setImmediate(resolve));
    this.#hubSkewMs = 0;
    for (const unit of this.#units) {
      unit.skewMs = 0;
      if (!unit.plugged) unit.plug(true);
    }
    // The first round may be the retry after a call that hung.
    for (let round = 0; round < 3; round += 1) {
      for (const unit of this.#units) if (round === 0 || unit.waiting > 0) await unit.sync();
    }
  }

  #compare(): void {
    for (const [id, points] of this.#points) {
      const state = this.#hub.members.get(id);
      if (state === undefined) continue;
      const balance = state.lots.reduce((sum, { remaining }) => sum + remaining, 0);
      const spent = this.#spent.get(id) ?? 0;
      if (balance !== points - spent)
        this.faults.push(`${id} had ${points}, spent ${spent}, and has ${balance}`);
      const { leased, debts, overdrafts } = standingOf(state);
      const open = [...this.#hub.leases.values()].filter((one) => one.state === 'open' && one.member === id);
      const held = open.reduce((sum, { remaining }) => sum + remaining, 0);
      if ((leased.main ?? 0) !== held)
        this.faults.push(`${id}: ${leased.main} are told as leased, ${held} are`);
      const owed = Math.max(0, -balance);
      if ((debts.main ?? 0) !== owed) this.faults.push(`${id} owes ${owed}, told are ${debts.main}`);
      const { maxPoints, sharePercent } = this.#rules;
      const bound = this.#units.length * Math.min(maxPoints, Math.floor((points * sharePercent) / 100));
      if (owed > bound) this.faults.push(`${id} is ${owed} points short, the bound is ${bound}`);
      if (maxPoints === 0 && overdrafts > 0) this.faults.push(`${id} was overdrawn though nothing is let go`);
    }
  }
}
