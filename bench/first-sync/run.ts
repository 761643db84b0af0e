// A million members: from CSV into a hub, into the file for new tills, and into a new till that sells meanwhile.
// `node bench/first-sync/run.ts [--quick | --members N] [--hub FOLDER]`: writes bench/results/first-sync.md unless it is only
// a look. FOLDER keeps the hub, so that the till's part can be measured again, with other code, without another import.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createLull } from '../../src/agent/lull.ts';
import type { Operation } from '../../src/contracts/sync.ts';
import { systemClock } from '../../src/hub/system-ports.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { openTillStore, type TillStore } from '../../src/store/till-store.ts';
import { createSyncClient } from '../../src/sync/client.ts';
import { enrol } from '../../src/sync/enrol.ts';
import { hubSigned, makeTillKeys, signerOf } from '../../src/sync/keys.ts';
import { createHttpTransport } from '../../src/sync/transport-http.ts';
import { describeMachine } from '../machine.ts';
import { saleOf } from '../sync/workload.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, members: { type: 'string' }, hub: { type: 'string' } },
});
const whole = options.quick !== true && options.members === undefined;
const members = whole ? 1_000_000 : Number(options.members ?? 30_000);
const folder = mkdtempSync(join(tmpdir(), 'kopilka-first-'));
const hubFolder = options.hub ?? join(folder, 'hub');
const cli = join(import.meta.dirname, '../../src/cli/main.ts');
const started: ChildProcess[] = [];

async function kopilka(...words: string[]): Promise<string> {
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (data) => {
    out += String(data);
  });
  await once(child, 'exit');
  return out;
}
const secondsOf = async <T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> => {
  const startedMs = performance.now();
  const result = await work();
  return { seconds: (performance.now() - startedMs) / 1000, result };
};

/** Every thousandth row is one that must be refused. */
async function writeCsv(path: string): Promise<number> {
  const out = createWriteStream(path);
  let wrong = 0;
  out.write('id,phone,cards,firstName,joinedAt,points:main\n');
  for (let index = 0; index < members; index++) {
    const bad = index % 1000 === 999;
    if (bad) wrong += 1;
    const phone = bad ? 'none' : `+79${String(100_000_000 + index)}`;
    const row = `c${index},${phone},${2_000_000_000_000 + index},Имя${index % 500},2025-01-01,${index % 300}\n`;
    if (!out.write(row)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return wrong;
}

/** CPU seconds of a process so far; Linux only, 0 elsewhere. */
function cpuSecondsOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

async function startHub(
  dataDir: string,
): Promise<{ readonly url: string; readonly pid: number | undefined }> {
  const child = spawn(process.execPath, [cli, 'hub', '--data', dataDir, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  for await (const data of child.stdout) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(data))?.[0];
    if (url !== undefined) {
      child.stdout.resume();
      return { url, pid: child.pid };
    }
  }
  throw new Error('the hub did not start');
}

const timers = {
  after(delayMs: number, action: () => void) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
const random = { bytes: (length: number) => randomBytes(length) };
const quiet = { info: () => {}, warn: console.error, error: console.error };

async function newTill(hubUrl: string, code: string) {
  const keys = makeTillKeys();
  const enrolled = await enrol(hubUrl, code, keys.publicKey, {
    machine: 'bench',
    version: '0',
    clock: systemClock,
  });
  if (!enrolled.ok) throw new Error(enrolled.error.detail);
  const identity = enrolled.value;
  const store = openTillStore(join(folder, 'till.sqlite'), {
    clock: systemClock,
    bootId: randomUUID(),
    isHubSigned: ({ text, keyId, signature }) => hubSigned(identity.hubKeys, keyId, text, signature),
    verifyPack: () => ({ ok: false, error: 'no packs here' }),
  });
  store.identity.set({ ...identity, hubUrl });
  const lull = createLull(systemClock, timers, { quietMs: 30, mostMs: 250 });
  const transport = createHttpTransport({
    ...{ hubUrl, chain: identity.chain, till: identity.till, hubKeys: identity.hubKeys },
    ...{ signer: signerOf(keys.privateKeyPem), clock: systemClock, random, timers, offsetMs: 0 },
  });
  const client = createSyncClient({
    ...{ store: store.sync, transport, clock: systemClock, random, timers, log: quiet, lull: lull.next },
    onStatus: () => {},
    onApplied: () => {},
  });
  return { identity, store, client, lull };
}

/** A receipt every 200 ms; how long each had to wait for its commit, from the moment it was due. Milliseconds. */
async function sellUntil(
  { identity, store, lull }: Awaited<ReturnType<typeof newTill>>,
  isOver: () => boolean,
): Promise<number[]> {
  const waits: number[] = [];
  while (!isOver()) {
    const dueMs = performance.now() + 200;
    await pause(200);
    lull.noteCall();
    sell(store, identity);
    waits.push(performance.now() - dueMs);
  }
  return waits.sort((one, other) => one - other);
}

function sell(
  store: TillStore,
  identity: { chain: string; store: string; till: string; epoch: number },
): void {
  const { chain, store: shop, till, epoch } = identity;
  store.transaction((writer) => {
    const head = writer.journalHead();
    const owner = { chain, store: shop, till, epoch };
    const operation: Operation = saleOf(owner, head.sequence + 1, `c${head.sequence}`);
    writer.recordOperation(operation);
    writer.appendJournal(head, {
      ...{ operationId: operation.id, memberId: `c${head.sequence}`, atMs: systemClock.wallMs() },
      ...{ payload: canonicalJson(operation), spent: {} },
    });
  });
}

type Prepared = {
  readonly members: number;
  readonly wrong: number;
  readonly managerToken: string;
  readonly importSeconds: number;
  readonly fileSeconds: number;
  readonly fileBytes: number;
};

/** A hub with all members and the file for new tills. */
async function prepare(hub: { readonly url: string; readonly managerToken: string }): Promise<Prepared> {
  const csv = join(folder, 'members.csv');
  const wrong = await writeCsv(csv);
  const access = ['--hub', hub.url, '--token', hub.managerToken, '--json'];
  const loaded = await secondsOf(() => kopilka('hub', 'import', 'members', csv, ...access));
  const counts = JSON.parse(loaded.result) as { accepted: number; refused: number };
  if (counts.refused !== wrong || counts.accepted !== members - wrong) throw new Error(loaded.result);
  const { managerToken } = hub;
  return {
    ...{ members: counts.accepted, wrong, managerToken, importSeconds: loaded.seconds },
    ...(await buildFile(hub)),
  };
}

async function buildFile({ url, managerToken }: { readonly url: string; readonly managerToken: string }) {
  const words = ['hub', 'snapshot', '--hub', url, '--token', managerToken, '--json'];
  const built = await secondsOf(() => kopilka(...words));
  const { bytes } = JSON.parse(built.result) as { bytes: number };
  return { fileSeconds: built.seconds, fileBytes: bytes };
}

async function readyHub(): Promise<Prepared & Awaited<ReturnType<typeof startHub>>> {
  const about = join(hubFolder, 'bench.json');
  if (existsSync(about)) {
    const kept = JSON.parse(readFileSync(about, 'utf8')) as Prepared;
    const again = await startHub(hubFolder);
    // Of a hub of another version it may be missing.
    const file = await buildFile({ url: again.url, managerToken: kept.managerToken });
    return { ...kept, ...file, ...again };
  }
  const words = ['--data', hubFolder, '--chain', 'Bench', '--id', 'bench', '--json'];
  const { managerToken } = JSON.parse(await kopilka('hub', 'init', ...words)) as { managerToken: string };
  const started = await startHub(hubFolder);
  const prepared = await prepare({ url: started.url, managerToken });
  writeFileSync(about, JSON.stringify(prepared));
  return { ...prepared, ...started };
}

async function enrolCode(url: string, managerToken: string): Promise<string> {
  const answer = await fetch(new URL('/v1/manage/enrol-codes', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${managerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ store: 's1', till: `t${Date.now()}` }),
  });
  return ((await answer.json()) as { code: string }).code;
}

try {
  mkdirSync(hubFolder, { recursive: true });
  const hub = await readyHub();
  const till = await newTill(hub.url, await enrolCode(hub.url, hub.managerToken));
  let isOver = false;
  const sales = sellUntil(till, () => isOver);
  const hubCpuBefore = cpuSecondsOf(hub.pid);
  const cpuBefore = process.cpuUsage();
  const synced = await secondsOf(async () => {
    till.client.start();
    while (till.store.sync.completeAtMs('members') === null) await pause(20);
  });
  const cpu = process.cpuUsage(cpuBefore);
  const tillCpuSeconds = (cpu.user + cpu.system) / 1e6;
  const hubCpuSeconds = cpuSecondsOf(hub.pid) - hubCpuBefore;
  isOver = true;
  const waits = await sales;
  const here = till.store.memberCount();
  if (here !== hub.members) throw new Error(`${here} members are at the till`);
  await till.client.stop();
  till.store.close();
  const at = (share: number): string =>
    (waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0).toFixed(1);
  const machine = describeMachine();
  const { cores, memoryGiB, system, node } = machine;
  const number = (value: number): string => Math.round(value).toLocaleString('en-US');
  const report = `# A million members

${new Date().toISOString().slice(0, 10)}, ${machine.cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}. Hub and import are processes of their own, started by their commands; the new till sells a receipt of
three lines every 200 ms while its first sync runs, on the same machine.

| | |
| --- | --- |
| rows of the CSV file, of them refused with a reason | ${number(hub.members + hub.wrong)}, ${number(hub.wrong)} |
| \`kopilka hub import members\` | ${hub.importSeconds.toFixed(1)} s, ${number(hub.members / hub.importSeconds)} rows a second |
| the hub's database afterwards | ${number(statSync(join(hubFolder, 'hub.sqlite')).size / 1e6)} MB |
| \`kopilka hub snapshot\`: the file for new tills | ${hub.fileSeconds.toFixed(1)} s, ${number(hub.fileBytes / 1e6)} MB |
| **first sync of a new till**: from start to the last member, all ${number(here)} | **${synced.seconds.toFixed(1)} s** (at most 60: ${synced.seconds <= 60 ? 'met' : '**missed**'}) |
| CPU of the till meanwhile, its sales with it; of the hub | ${tillCpuSeconds.toFixed(1)} s; ${hubCpuSeconds.toFixed(1)} s |
| receipts sold meanwhile; from due to durable | ${waits.length}; median ${at(0.5)} ms, 99 % ${at(0.99)} ms, longest ${at(1)} ms |
`;
  console.log(report);
  if (whole) writeFileSync(new URL('../results/first-sync.md', import.meta.url), report);
} finally {
  for (const child of started) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
