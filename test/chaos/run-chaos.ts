import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tillDatabaseFile } from '../../src/agent/till-files.ts';
import type { ManagedMember } from '../../src/contracts/manage.ts';
import type { TillStatus } from '../../src/contracts/till-status.ts';
import { pointsProgram } from '../support/points-program.ts';
import { auditLedger, type Findings } from './audit-ledger.ts';
import { type FragileChain, openChain } from './open-chain.ts';
import { type Blow, planBlows } from './plan.ts';
import { RandomRegister, type Returnable } from './random-register.ts';
import type { Tape } from './tape.ts';

export type ChaosPlan = {
  readonly folder: string;
  readonly seed: number;
  readonly durationMs: number;
  readonly tills: number;
  readonly nodes: number;
  readonly faultsPercent: number;
  /** How long tills have to bring everything when all is mended. */
  readonly patienceMs: number;
  /** How long all sell in peace before it begins. */
  readonly calmMs?: number;
  /** It goes on until so many pushes were booked whose tills never heard of it, at most two minutes longer. */
  readonly unheardPushes?: number;
  /** Instead of those that the seed draws. */
  readonly blows?: readonly Blow[];
  readonly nodeEnv?: Record<string, string>;
  readonly tillEnv?: Record<string, string>;
};

export type ChaosReport = Findings & {
  readonly tape: Tape;
  /** How often each was killed, or cut off. */
  readonly blows: ReadonlyMap<Blow['what'], number>;
  readonly networkFaults: ReadonlyMap<string, number>;
  readonly requests: number;
  readonly refusals: ReadonlyMap<string, number>;
  readonly drainedMs: number;
  /** How long confirmations took, milliseconds: before the first fault, and from then on. */
  readonly confirmMs: { readonly calm: readonly number[]; readonly storm: readonly number[] };
};

const memberCount = 40;
const memberIds = Array.from({ length: memberCount }, (_, index) => `m${index}`);
const opening = { main: 3_000, gold: 300 };
const offline = { points: 100, share: 50 };
const walletOf = (id: string, en: string) => ({
  ...{ id, name: { ru: en, en }, value: 100, expireAfterDays: 365 },
  redeem: { maxShare: 50, minPayable: 1 },
});
const program = pointsProgram('chaos', { wallets: [walletOf('main', 'points'), walletOf('gold', 'gold')] });
const membersCsv = [
  'id,phone,cards,firstName,joinedAt,points:main,points:gold',
  ...memberIds.map(
    (id, at) =>
      `${id},+790000010${10 + at},29000000000${10 + at},Анна,2025-01-10,${opening.main},${opening.gold}`,
  ),
].join('\n');

/** Twenty tills sell while everything breaks; then everything is mended, and the books are compared. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosReport> {
  const chain = await openChain({
    ...plan,
    program,
    membersCsv,
    settings: [
      ...['--offline-points', String(offline.points), '--offline-share', String(offline.share)],
      ...['--leases', 'on', '--lease-keep', '20', '--receipts-per-hour', '0', '--look-ups', '1000'],
    ],
    // Of gold nothing is let go without the hub but what it has set aside: nobody may ever owe any.
    offlineWallets: { gold: { maxPoints: 0, unitPoints: 0 } },
  });
  try {
    const unready = await waitForTills(chain, 60_000, (status) => status.members === memberCount);
    if (unready.length > 0) throw new Error(`tills without members: ${unready}`);
    const tape: Tape = [];
    const refusals = new Map<string, number>();
    const returnable: Returnable = [];
    const confirmMs: number[] = [];
    let over = false;
    const working = chain.tills.map((till, index) =>
      new RandomRegister({
        ...{ name: `t${index}`, till, tape, refusals, returnable, confirmMs, members: memberIds },
        seed: plan.seed + index,
      }).work(() => !over),
    );
    await pause(plan.calmMs ?? 0);
    const calm = confirmMs.splice(0);
    chain.proxy.faultsPercent = plan.faultsPercent;
    const planned = plan.blows ?? planBlows(plan.seed, plan.durationMs, plan);
    const blows = await strike(chain, planned, plan.durationMs);
    const lastMs = performance.now() + 120_000;
    while (chain.proxy.unheardPushes < (plan.unheardPushes ?? 0) && performance.now() < lastMs)
      await pause(100);
    over = true;
    chain.proxy.faultsPercent = 0;
    const mendedMs = performance.now();
    await Promise.all(working);
    const late = await waitForTills(chain, plan.patienceMs, (status) => status.backlog.count === 0);
    const drainedMs = performance.now() - mendedMs;
    await Promise.all(chain.tills.map(({ running }) => running.end('SIGTERM')));
    const findings = await auditLedger({
      ...{ database: chain.database, tape },
      tills: new Map(chain.tills.map(({ dataDir }, at) => [`t${at}`, join(dataDir, tillDatabaseFile)])),
      opening: new Map(memberIds.map((id) => [id, opening])),
      allowance: { main: { points: offline.points, share: offline.share / 100 } },
      toldBalances: async (member) => {
        const shown = (await chain.manage(`/v1/manage/members/${member}`)) as ManagedMember | null;
        return Object.fromEntries(
          Object.entries(shown?.wallets ?? {}).map(([id, { balance, pending }]) => [id, balance + pending]),
        );
      },
    });
    const { made: networkFaults, requests } = chain.proxy;
    const faults = [...late.map((till) => `${till} has not brought everything`), ...findings.faults];
    const told = { tape, blows, networkFaults, requests, refusals, drainedMs };
    return { ...findings, ...told, faults, confirmMs: { calm, storm: confirmMs } };
  } finally {
    await chain.close();
  }
}

/** Tills that do not come to that state within the time. */
async function waitForTills(
  { tills }: FragileChain,
  patienceMs: number,
  holds: (status: TillStatus) => boolean,
): Promise<string[]> {
  const endMs = performance.now() + patienceMs;
  const waits = tills.map(async (till, index) => {
    for (;;) {
      const { body } = await till.call('GET', '/v1/status');
      if (holds(body as TillStatus)) return [];
      if (performance.now() > endMs) return [`t${index}`];
      await pause(100);
    }
  });
  return (await Promise.all(waits)).flat();
}

/** Strikes as planned and puts everything up again; a victim that is down already is left alone. */
async function strike(
  chain: FragileChain,
  blows: readonly Blow[],
  durationMs: number,
): Promise<Map<Blow['what'], number>> {
  const struck = new Map<Blow['what'], number>();
  const down = new Map<string, Promise<void>>();
  const startMs = performance.now();
  const untilMs = async (atMs: number): Promise<void> =>
    void (await pause(Math.max(0, startMs + atMs - performance.now())));
  for (const blow of blows) {
    await untilMs(blow.atMs);
    const victim = `${blow.what} ${blow.index}`;
    if (down.has(victim)) continue;
    struck.set(blow.what, (struck.get(blow.what) ?? 0) + 1);
    down.set(
      victim,
      suffer(chain, blow).finally(() => down.delete(victim)),
    );
  }
  await untilMs(durationMs);
  await Promise.all(down.values());
  return struck;
}

async function suffer(chain: FragileChain, { what, index, forMs }: Blow): Promise<void> {
  switch (what) {
    case 'till':
      await chain.tills[index]?.running.end('SIGKILL');
      await pause(forMs);
      return chain.restartTill(index);
    case 'node':
      await chain.nodes[index]?.end('SIGKILL');
      await pause(forMs);
      return chain.startNode(index);
    case 'database':
      await chain.postgres.kill();
      await pause(forMs);
      return chain.postgres.startAgain();
    case 'line':
      chain.proxy.cutOff.add(`t${index}`);
      await pause(forMs);
      chain.proxy.cutOff.delete(`t${index}`);
  }
}
