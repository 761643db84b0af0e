import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tillDatabaseFile } from '../../src/agent/till-files.ts';
import { eventually, runCli } from '../../test/support/processes.ts';
import { openShop, type Shop, type TillProcess } from '../../test/support/shop.ts';
import { describeMachine } from '../machine.ts';
import { type Figures, figures } from './figures.ts';
import { openFloor } from './floor.ts';
import { addMembers } from './many-members.ts';
import { cpuMs, processCpuMs, residentMb } from './process-figures.ts';
import { openRawWrite } from './raw-write.ts';
import { openRegister } from './register.ts';
import { writeReport } from './report.ts';
import { benchCart, benchMembers, benchProgram } from './shop.ts';

/** `rounds`: receipts a row. `members`: at the till for identify and start. */
export type ConfirmBenchPlan = { readonly rounds: number; readonly members: number };

/** Different cards asked for: the chain lets a till ask for 1000 a minute at the most. */
const askedCards = 900;
/** At rest: so long at less than two hundredths of one processor. The agent gives memory back after five seconds of it. */
const restMs = 12_000;
const mostRestMs = 120_000;
const pullPageMembers = 5000;
/** Behind each answer of the till, before the next call: a thousandth of what a person takes, and no lull for sync. */
const paysMs = 5;

const csvOf = (from: number, to: number): string =>
  [
    'id,cards,tier,points:main',
    ...Array.from({ length: to - from }, (_, at) => {
      const index = from + at;
      return `m${index},${2_000_000_000_000 + index},silver,10000`;
    }),
  ].join('\n');

async function importMembers(shop: Shop, from: number, to: number): Promise<void> {
  const file = join(shop.folder, `members-${from}.csv`);
  writeFileSync(file, csvOf(from, to));
  const done = await runCli(['hub', 'import', 'members', file, '--hub', shop.hubUrl, '--token', shop.token]);
  if (done.code !== 0) throw new Error(done.error + done.out);
}

const measured = ['raw', 'echo', 'durable', 'quote', 'confirm'] as const;
type Measured = (typeof measured)[number];

type Both = Pick<Figures, 'p50' | 'p99'>;
const ratio = (one: Both, other: Both): Both => ({
  p50: Math.round((one.p50 / other.p50) * 10) / 10,
  p99: Math.round((one.p99 / other.p99) * 10) / 10,
});

type Row = { readonly name: string; readonly lines: number; readonly rounds: number };
export type RowResult = Awaited<ReturnType<typeof measureRow>>;

/**
 * Raw write, HTTP alone, quote and confirm in turns, so that whatever else the machine does meets all alike. What a till
 * does behind an answer is not what the next call waits for: customers take longer to pay.
 */
async function measureRow(folder: string, till: TillProcess, row: Row) {
  const { lines, rounds, name } = row;
  const register = openRegister(till.url(), till.token());
  const raw = openRawWrite(join(folder, 'raw.bin'));
  const floor = await openFloor(join(folder, 'floor.bin'));
  const times: Record<Measured, number[]> = { raw: [], echo: [], durable: [], quote: [], confirm: [] };
  const warmUp = Math.ceil(rounds / 5);
  let cpuBefore: number | null = null;
  for (let index = 0; index < warmUp + rounds; index += 1) {
    if (index === warmUp) cpuBefore = cpuMs(till.running.process.pid);
    const path = `/v1/receipts/${name}-${index}`;
    const cart = benchCart(lines, index);
    const fiscal = { number: `${name}-${index}`, time: cart.at };
    const body = { operationId: randomUUID(), fiscal, tenders: [] };
    const quote = await register.call('PUT', path, cart);
    await pause(paysMs);
    const [bare, echo] = [raw.onceMs(), await floor.echoMs(body)];
    const confirm = await register.call('POST', `${path}/confirm`, body);
    await pause(paysMs);
    const durable = await floor.durableMs(body);
    const took: Record<Measured, number> = { raw: bare, echo, durable, quote, confirm };
    if (index < warmUp) continue;
    for (const what of measured) times[what].push(took[what]);
  }
  const cpuAfter = cpuMs(till.running.process.pid);
  raw.close();
  register.close();
  await floor.close();
  const [bare, echo, durable, confirm] = [
    figures(times.raw),
    figures(times.echo),
    figures(times.durable),
    figures(times.confirm),
  ];
  return {
    ...row,
    raw: bare,
    echo,
    durable,
    quote: figures(times.quote),
    confirm,
    confirmToRaw: ratio(confirm, bare),
    /** To the least a durable answer over HTTP takes the same register here. */
    confirmToDurable: ratio(confirm, durable),
    /** What is left without HTTP. */
    confirmLessEchoToRaw: ratio({ p50: confirm.p50 - echo.p50, p99: confirm.p99 - echo.p99 }, bare),
    /** Of the agent's main thread, for one quote and one confirm with all that follows them. */
    cpuMsPerReceipt:
      cpuBefore === null || cpuAfter === null
        ? null
        : Math.round(((cpuAfter - cpuBefore) / rounds) * 100) / 100,
  };
}

/** A row while the till downloads members that are new to the chain. */
async function measureWhileSyncing(shop: Shop, till: TillProcess, row: Row): Promise<RowResult> {
  let over = false;
  let next = benchMembers;
  const feed = (async () => {
    for (; !over; next += pullPageMembers) await importMembers(shop, next, next + pullPageMembers);
  })();
  try {
    return await measureRow(shop.folder, till, row);
  } finally {
    over = true;
    await feed;
  }
}

/** The hub is gone: the till has to know its members itself. */
export async function measureMany(shop: Shop, till: TillProcess, members: number) {
  await till.running.end();
  await shop.hub.end();
  const from = 10_000_000;
  addMembers(join(till.dataDir, tillDatabaseFile), from, from + members);
  const startMs = performance.now();
  await till.restart();
  const startedMs = Math.round(performance.now() - startMs);
  const register = openRegister(till.url(), till.token());
  const times: number[] = [];
  for (let index = 0; index < askedCards; index += 1) {
    const card = String(2_000_000_000_000 + from + Math.floor((index * members) / askedCards));
    times.push(await register.call('POST', '/v1/identify', { card }));
  }
  register.close();
  const isAtRest = await rest(till.running.process.pid);
  return {
    members,
    startedMs,
    identify: figures(times),
    /** Null: the agent did not come to rest, or nobody can tell. */
    residentMb: isAtRest ? residentMb(till.running.process.pid) : null,
  };
}

/** Waits until an agent has nothing to do: a large file is read through in a thread beside the work first. */
async function rest(pid: number | undefined): Promise<boolean> {
  const endMs = performance.now() + mostRestMs;
  while (performance.now() < endMs) {
    const before = processCpuMs(pid);
    await new Promise((resolve) => setTimeout(resolve, restMs));
    const after = processCpuMs(pid);
    if (before === null || after === null) return false;
    if (after - before < restMs * 0.02) return true;
  }
  return false;
}
export type ManyResult = Awaited<ReturnType<typeof measureMany>>;

/** A hub and a till that has the bench's members, for as long as `work` takes. */
export async function withBenchShop<T>(
  work: (shop: Shop, till: TillProcess, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-confirm-'));
  const shop = await openShop({ folder, program: benchProgram, membersCsv: csvOf(0, benchMembers) });
  const access = ['--hub', shop.hubUrl, '--token', shop.token];
  await runCli(['hub', 'settings', '--look-ups', '1000', ...access]);
  const till = await shop.addTill('t1', {});
  try {
    await eventually('the members at the till', async () => {
      const { body } = await till.call('GET', '/v1/status');
      return (body as { readonly members: number }).members >= benchMembers ? true : null;
    });
    return await work(shop, till, folder);
  } finally {
    await shop.close();
    rmSync(folder, { recursive: true });
  }
}

/** Real hub, real till, real HTTP, the bare disk beside them in the same run. False: a target was missed. */
export function runConfirmBench(plan: ConfirmBenchPlan, write: boolean): Promise<boolean> {
  return withBenchShop(async (shop, till, folder) => {
    const { rounds } = plan;
    const rows: RowResult[] = [];
    for (const lines of [5, 30, 200]) {
      rows.push(await measureRow(folder, till, { name: `n${lines}`, lines, rounds }));
    }
    rows.push(await measureWhileSyncing(shop, till, { name: 'sync', lines: 30, rounds }));
    const many = await measureMany(shop, till, plan.members);
    return writeReport({ machine: describeMachine(), rows, many }, write);
  });
}
