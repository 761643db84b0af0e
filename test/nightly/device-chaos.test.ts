import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tillDatabaseFile } from '../../src/agent/till-files.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { quoteSchema } from '../../src/contracts/quote.ts';
import { tillStatusSchema } from '../../src/contracts/till-status.ts';
import { type PrintedPaper, paperText } from '../../src/drivers/virtual/paper.ts';
import { epsonRom } from '../../src/drivers/virtual/printer-rom.ts';
import { startTcpPrinter, type TcpPrinter } from '../../src/drivers/virtual/tcp-printer.ts';
import { eventually } from '../support/processes.ts';
import { openPty, type Pty } from '../support/pty.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';

/** Twenty seconds with every change, ten minutes at night. */
const chaosMs = Number(process.env.KOPILKA_CHAOS_SECONDS ?? 20) * 1000;
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const slowSaleMs = 300;

const program: ProgramInput = {
  schema: 1,
  id: 'chaos',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  wallets: [{ id: 'main', name: { ru: 'баллы', en: 'points' }, value: 100, expireAfterDays: 365 }],
};
const milk = { id: '1', sku: '4600000000015', name: 'Молоко', category: 'dairy', quantity: 2, price: 8990 };

let folder: string;
let shop: Shop;
let till: TillProcess;
/** A till without devices, for what this machine does to sales by itself. */
let bare: TillProcess;
const plugs = { scanner: '', display: '' };
const ptys: { scanner: Pty | null; display: Pty | null } = { scanner: null, display: null };
const papers: PrintedPaper[] = [];
let printer: TcpPrinter | null = null;
let printerPort = 0;

/** A repeatable sequence of numbers below one (mulberry32). */
function seededNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const chance = seededNumbers(seed);
const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs));

function plug(device: 'scanner' | 'display'): void {
  const pty = openPty();
  pty.onData(() => undefined);
  symlinkSync(pty.path, `${plugs[device]}.new`);
  renameSync(`${plugs[device]}.new`, plugs[device]);
  ptys[device] = pty;
}

function unplug(device: 'scanner' | 'display'): void {
  ptys[device]?.close();
  ptys[device] = null;
}

async function startPrinter(): Promise<void> {
  printer = await startTcpPrinter({
    port: printerPort,
    rom: epsonRom,
    onPaper: (paper) => papers.push(paper),
    onUnknown: (bytes) => expect.unreachable(`the printer was sent ${Buffer.from(bytes).toString('hex')}`),
  });
  printerPort = printer.port;
}

/** Processes below this one that run the device host. */
function deviceHosts(): number[] {
  const parents = new Map<number, number>();
  const hosts: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]));
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('drivers/host/main.ts'))
        hosts.push(Number(name));
    } catch {
      // The process has ended between the two looks.
    }
  }
  const isMine = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || isMine(parent));
  };
  return hosts.filter(isMine);
}

const faults: ReadonlyArray<() => void | Promise<void>> = [
  () => unplug('scanner'),
  () => ptys.scanner === null && plug('scanner'),
  () => unplug('display'),
  () => ptys.display === null && plug('display'),
  () => printer?.setFault('drop'),
  () => printer?.setFault('stall'),
  () => printer?.setFault('hold'),
  () => printer?.setFault('none'),
  () => printer?.setSensors({ paperEnd: true }),
  () => printer?.setSensors({ paperEnd: false }),
  async () => {
    const stopped = printer;
    printer = null;
    await stopped?.close();
  },
  () => (printer === null ? startPrinter() : undefined),
  () => {
    for (const pid of deviceHosts()) process.kill(pid, 'SIGKILL');
  },
  () => ptys.scanner?.write('2900000000018\r'),
  () => ptys.scanner?.write('29000'),
].map((fault) => () => fault() as void | Promise<void>);

/** Every device plugged in, paper in the printer. */
async function repair(): Promise<void> {
  if (ptys.scanner === null) plug('scanner');
  if (ptys.display === null) plug('display');
  if (printer === null) await startPrinter();
  printer?.setFault('none');
  printer?.setSensors({ paperEnd: false });
}

async function sell(at: TillProcess, purchaseId: string): Promise<number> {
  const startedMs = performance.now();
  const receipt = { at: new Date().toISOString(), lines: [milk], member: 'm1', redeem: null };
  const put = await at.call('PUT', `/v1/receipts/${purchaseId}`, receipt);
  expect(put.status).toBe(200);
  const confirmed = await at.call('POST', `/v1/receipts/${purchaseId}/confirm`, {
    operationId: randomUUID(),
    fiscal: { number: purchaseId, time: new Date().toISOString() },
    tenders: [{ type: 'cash', amount: quoteSchema.parse(put.body).totals.net }],
  });
  expect(confirmed.status).toBe(200);
  return performance.now() - startedMs;
}

let sold = 0;
async function sellFor(durationMs: number): Promise<{ withDevices: number[]; without: number[] }> {
  const took = { withDevices: [] as number[], without: [] as number[] };
  const endMs = performance.now() + durationMs;
  while (performance.now() < endMs) {
    const number = String(++sold).padStart(6, '0');
    took.withDevices.push(await sell(till, `C-${number}`));
    took.without.push(await sell(bare, `B-${number}`));
    await pause(130);
  }
  return took;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-chaos-'));
  plugs.scanner = join(folder, 'scanner');
  plugs.display = join(folder, 'display');
  await startPrinter();
  shop = await openShop({
    folder,
    program,
    membersCsv:
      'id,phone,cards,firstName,joinedAt,points:main\nm1,+79000001001,2900000000018,Анна,2025-01-10,700\n',
  });
  // The devices are plugged in after the till's processes run, so that unplugging is felt by them.
  till = await shop.addTill('t1', {
    devices: {
      scanners: [{ id: 'scanner', transport: { kind: 'serial', path: plugs.scanner } }],
      printer: {
        id: 'printer',
        transport: { kind: 'tcp', host: '127.0.0.1', port: printerPort },
        timeoutMs: 1500,
      },
      display: { id: 'pole', transport: { kind: 'serial', path: plugs.display } },
    },
  });
  bare = await shop.addTill('t2', {});
  for (const one of [till, bare]) {
    await eventually('the till has its members', async () => {
      const status = tillStatusSchema.parse((await one.call('GET', '/v1/status')).body);
      return status.mode === 'online' && status.members === 1 ? status : null;
    });
  }
  await repair();
});

afterAll(async () => {
  await shop?.close();
  unplug('scanner');
  unplug('display');
  await printer?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Job = { purchaseId: string; state: string; reason: string | null };
function printJobs(): Job[] {
  const database = new Database(join(till.dataDir, tillDatabaseFile), { readonly: true });
  try {
    return database.prepare('SELECT purchase_id AS purchaseId, state, reason FROM print_jobs').all() as Job[];
  } finally {
    database.close();
  }
}

it(
  `sells on while devices come and go (seed ${seed}), and every slip is printed once or marked unknown`,
  async () => {
    const chaos = { over: false };
    const trouble = (async () => {
      while (!chaos.over) {
        await faults[Math.floor(chance() * faults.length)]?.();
        await pause(100 + chance() * 500);
      }
    })();
    const took = await sellFor(chaosMs);
    chaos.over = true;
    await trouble;
    await repair();

    // A busy machine holds up the till without devices as well: that is not the devices' doing.
    const allowedMs = Math.max(slowSaleMs, 1.5 * Math.max(...took.without));
    expect(took.withDevices.filter((saleMs) => saleMs > allowedMs)).toEqual([]);

    const settled = await eventually(
      'every slip has its last word',
      () => {
        const jobs = printJobs();
        return Promise.resolve(
          jobs.every(({ state }) => state === 'confirmed' || state === 'unknown') ? jobs : null,
        );
      },
      60_000 + chaosMs,
    );
    expect(settled).toHaveLength(sold);
    const texts = papers.map((paper) => paperText(paper).join('\n'));
    const printed = (purchaseId: string): number => texts.filter((text) => text.includes(purchaseId)).length;
    const confirmed = settled.filter(({ state }) => state === 'confirmed');
    expect(confirmed.length).toBeGreaterThan(0);
    expect(confirmed.filter(({ purchaseId }) => printed(purchaseId) !== 1)).toEqual([]);
    expect(settled.filter(({ purchaseId }) => printed(purchaseId) > 1)).toEqual([]);

    const status = await eventually(
      'the hub has every sale and every device is back',
      async () => {
        const now = tillStatusSchema.parse((await till.call('GET', '/v1/status')).body);
        return now.backlog.count === 0 && now.devices.every(({ state }) => state === 'ready') ? now : null;
      },
      30_000,
    );
    expect(status.quarantine.count).toBe(0);
    const unknown = settled.length - confirmed.length;
    console.log(
      `${sold} sales, ${unknown} slips unknown, slowest sale ${Math.round(Math.max(...took.withDevices))} ms (${Math.round(Math.max(...took.without))} without devices)`,
    );
  },
  chaosMs * 2 + 150_000,
);
