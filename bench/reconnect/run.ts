// A thousand tills that come back to their hub: how long it takes to answer them, and how much each asks.
// `node bench/reconnect/run.ts [--quick]`: writes bench/results/reconnect.md unless it is only a look. The hub is a process of its own
// that is killed and started again; four processes hold the tills, each the product's own sync client with a file of its own.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { initChain } from '../../src/hub/init-chain.ts';
import { describeMachine } from '../machine.ts';
import { benchProgram } from '../sync/workload.ts';
import type { Asked, ClientsCall, ClientsOrder, ClientsWord } from './clients.ts';

const quick = process.argv.includes('--quick');
const tills = quick ? 100 : 1000;
const processes = 4;
const awayMs = quick ? 5_000 : 30_000;
/** The longest pause between tries is a minute. */
const mostBackMs = 90_000;
const windowMs = 5_000;

/** The tills' own disks are on other machines: here they would be one with the hub's. */
const tillsFolder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kopilka-reconnect-'));
const hubFolder = mkdtempSync(join(tmpdir(), 'kopilka-reconnect-hub-'));
const cli = join(import.meta.dirname, '../../src/cli/main.ts');
const children: ChildProcess[] = [];

async function startHub(port: string): Promise<{ hub: ChildProcess; url: string }> {
  const words = ['hub', '--data', hubFolder, '--port', port, '--json'];
  const hub = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(hub);
  for await (const data of hub.stdout) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(data))?.[0];
    if (url !== undefined) return { hub, url };
  }
  throw new Error('the hub did not start');
}
const wordOf = async (child: ChildProcess): Promise<ClientsWord> =>
  ((await once(child, 'message')) as [ClientsWord])[0];

async function openTills(url: string, token: string): Promise<ChildProcess[]> {
  const published = await fetch(new URL('/v1/manage/programs', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ program: benchProgram }),
  });
  if (!published.ok) throw new Error(await published.text());
  const groups: ChildProcess[] = [];
  const connected: Promise<ClientsWord>[] = [];
  for (let group = 0; group < processes; group++) {
    const names: string[] = [];
    for (let till = group; till < tills; till += processes) names.push(`t${till}`);
    const folder = join(tillsFolder, String(group));
    mkdirSync(folder);
    const child = fork(join(import.meta.dirname, 'clients.ts'));
    children.push(child);
    groups.push(child);
    connected.push(wordOf(child));
    child.send({ hubUrl: url, token, folder, names } satisfies ClientsOrder);
  }
  // A child that ends before its word would be waited for without an end.
  await Promise.race([
    Promise.all(connected),
    ...groups.map(async (child) => {
      await once(child, 'exit');
      throw new Error('tills ended before they were connected');
    }),
  ]);
  return groups;
}

const call = (groups: readonly ChildProcess[], what: ClientsCall): void => {
  for (const child of groups) child.send(what);
};
async function heard(groups: readonly ChildProcess[]): Promise<{ asked: Asked[]; connected: number }> {
  const words = groups.map(wordOf);
  call(groups, 'tell');
  const told = (await Promise.all(words)).flatMap((word) => (word.word === 'asked' ? [word] : []));
  return {
    asked: told.flatMap(({ asked }) => asked),
    connected: told.reduce((sum, { connected }) => sum + connected, 0),
  };
}

/** What tills ask from now on until all are back, and what that cost. */
async function comeBack(groups: readonly ChildProcess[], begin: () => Promise<void>): Promise<Figures> {
  await heard(groups);
  const startMs = Date.now();
  await begin();
  const all: Asked[] = [];
  let connected = 0;
  // The doorbell is opened after the last question.
  for (let left = 2; left > 0 && Date.now() - startMs < mostBackMs; left -= connected === tills ? 1 : 0) {
    await pause(1000);
    const told = await heard(groups);
    all.push(...told.asked);
    connected = told.connected;
  }
  const answered = all.flatMap(({ tookMs }) => tookMs ?? []).sort((one, other) => one - other);
  const byTill = Map.groupBy(all, ({ till }) => till);
  const most = Math.max(...[...byTill.values()].map((own) => mostWithin(own.map(({ atMs }) => atMs))));
  return {
    connected,
    requests: all.length,
    p50: answered[answered.length >> 1] ?? Number.NaN,
    p99: answered[Math.ceil(answered.length * 0.99) - 1] ?? Number.NaN,
    longest: answered.at(-1) ?? Number.NaN,
    perSecondAndTill: most / (windowMs / 1000),
    seconds: (Math.max(...all.map(({ atMs, tookMs }) => atMs + (tookMs ?? 0))) - startMs) / 1000,
  };
}

type Figures = Readonly<
  Record<'connected' | 'requests' | 'p50' | 'p99' | 'longest' | 'perSecondAndTill' | 'seconds', number>
>;

function mostWithin(instants: readonly number[]): number {
  const inOrder = [...instants].sort((one, other) => one - other);
  let [most, first] = [0, 0];
  for (const [index, atMs] of inOrder.entries()) {
    while (atMs - (inOrder[first] ?? atMs) >= windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

try {
  const made = initChain(hubFolder, { id: 'bench', name: 'Bench' });
  if (!made.ok) throw new Error(made.error);
  const first = await startHub('0');
  const groups = await openTills(first.url, made.value.managerToken);
  console.log(`${tills} tills are connected`);
  await pause(2000);
  first.hub.kill('SIGKILL');
  await once(first.hub, 'exit');
  await pause(awayMs);
  const killed = await comeBack(groups, async () => {
    await startHub(new URL(first.url).port);
  });
  console.log('hub killed', JSON.stringify(killed));
  call(groups, 'unplug');
  await pause(2000);
  const atOnce = await comeBack(groups, async () => call(groups, 'plug'));
  console.log('all plugged in', JSON.stringify(atOnce));
  const { cpu, cores, memoryGiB, system, node } = describeMachine();
  const row = (name: string, { p50, p99, longest, perSecondAndTill, requests, seconds }: Figures): string =>
    `| ${name} | ${requests} | ${p50} ms, **${p99} ms**, ${longest} ms | ${perSecondAndTill.toFixed(1)} | ${seconds.toFixed(1)} s |`;
  const verdict = (met: boolean): string => (met ? 'met' : '**missed**');
  const report = `# A thousand tills come back to their hub

${new Date().toISOString().slice(0, 10)}, ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}. One hub process on SQLite and ${processes} with ${tills / processes} tills each, all on
the same machine. A till is the product's sync client with its own key, its own SQLite file and its own open line. Times are the tills', from sending a request to its
answer; requests a second are the most that one till made within any ${windowMs / 1000} s, divided by ${windowMs / 1000}.

| | requests answered or not | median, **p99**, longest | a second and till, at most | until all were back |
| --- | --- | --- | --- | --- |
${row(`the hub was killed and came back after ${awayMs / 1000} s`, killed)}
${row('the cables of all were plugged in at one instant', atOnce)}

- ${verdict(killed.p99 <= 2000 && killed.connected === tills)}: hub p99 ${killed.p99} ms (at most 2,000)
- ${verdict(killed.perSecondAndTill <= 2)}: ${killed.perSecondAndTill.toFixed(1)} requests a second and till (at most 2)
`;
  console.log(report);
  if (!quick) writeFileSync(new URL('../results/reconnect.md', import.meta.url), report);
} finally {
  for (const child of children) child.kill('SIGKILL');
  await pause(500);
  rmSync(tillsFolder, { recursive: true, force: true });
  rmSync(hubFolder, { recursive: true, force: true });
}
