// A published program at a thousand tills: fetched, its signature checked, kept on the disk and acknowledged to the hub.
// `node bench/staged/run.ts [--quick]`: writes bench/results/staged.md unless it is only a look. The hub is a process of its own,
// so are four with the tills; each till is the product's own sync client with a file of its own and a line to the hub.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { initChain } from '../../src/hub/init-chain.ts';
import { createChildren, messageOf } from '../children.ts';
import { describeMachine } from '../machine.ts';
import { benchProgram } from '../sync/workload.ts';
import type { ClientsOrder, ClientsWord } from './clients.ts';

const quick = process.argv.includes('--quick');
const tills = quick ? 100 : 1000;
const processes = 4;
const rounds = quick ? 2 : 5;

const folder = mkdtempSync(join(tmpdir(), 'kopilka-staged-'));
const { all: children, start: startAt } = createChildren();
const start = (script: string, ...words: string[]) => startAt(join(import.meta.dirname, script), ...words);
const wordOf = async (child: ChildProcess): Promise<ClientsWord> => messageOf<ClientsWord>(child);
const cpuOfClients = async (groups: readonly ChildProcess[]): Promise<number> => {
  const words = groups.map(wordOf);
  for (const child of groups) child.send('cpu?');
  const all = await Promise.all(words);
  return all.reduce((sum, word) => sum + (word.word === 'cpu' ? word.cpuMs : Number.NaN), 0);
};
/** Processor time of a process so far, ms: fields 14 and 15 of its line, in hundredths of a second (proc(5)). */
const cpuOf = (child: ChildProcess): number => {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

type Packs = { readonly packs: readonly { readonly number: number; readonly staged: number }[] };

try {
  const hubFolder = join(folder, 'hub');
  const made = initChain(hubFolder, { id: 'bench', name: 'Bench' });
  if (!made.ok) throw new Error(made.error);
  const hub = start('../doorbell/hub.ts', hubFolder);
  const { url } = await messageOf<{ url: string }>(hub);
  const headers = {
    authorization: `Bearer ${made.value.managerToken}`,
    'content-type': 'application/json',
  };
  const manage = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(new URL(path, url), { method, headers, ...sent });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Answer;
  };
  await manage('POST', '/v1/manage/programs', { program: benchProgram });
  const openedMs = performance.now();
  const groups: ChildProcess[] = [];
  const connected: Promise<ClientsWord>[] = [];
  for (let group = 0; group < processes; group++) {
    const codes: string[] = [];
    for (let till = group; till < tills; till += processes) {
      const body = { store: `s${till % 50}`, till: `t${till}` };
      codes.push((await manage<{ code: string }>('POST', '/v1/manage/enrol-codes', body)).code);
    }
    const own = join(folder, `tills-${group}`);
    mkdirSync(own);
    const child = start('clients.ts');
    groups.push(child);
    connected.push(wordOf(child));
    child.send({ hubUrl: url, folder: own, codes } satisfies ClientsOrder);
  }
  await Promise.all(connected);
  const openSeconds = (performance.now() - openedMs) / 1000;
  const stagedBy = async (number: number): Promise<number> => {
    const { packs } = await manage<Packs>('GET', '/v1/manage/packs');
    return packs.find((pack) => pack.number === number)?.staged ?? 0;
  };
  const all: { seconds: number; hubCpuMs: number; tillsCpuMs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    await pause(2000);
    const before = { hub: cpuOf(hub), tills: await cpuOfClients(groups) };
    const sentMs = performance.now();
    const published = await manage<{ pack: { number: number } }>('POST', '/v1/manage/programs', {
      program: benchProgram,
    });
    const { number } = published.pack;
    while ((await stagedBy(number)) < tills) {
      if (performance.now() - sentMs > 120_000)
        throw new Error(`only ${await stagedBy(number)} tills keep it`);
      await pause(100);
    }
    const seconds = (performance.now() - sentMs) / 1000;
    const figures = {
      seconds,
      hubCpuMs: cpuOf(hub) - before.hub,
      tillsCpuMs: (await cpuOfClients(groups)) - before.tills,
    };
    all.push(figures);
    console.log(`round ${round + 1}: ${JSON.stringify(figures)}`);
  }
  const sorted = [...all].sort((one, other) => one.seconds - other.seconds);
  const median = sorted[sorted.length >> 1];
  const longest = sorted.at(-1);
  if (median === undefined || longest === undefined) throw new Error('nothing was measured');
  const { cpu, cores, memoryGiB, system, node } = describeMachine();
  const each = (ms: number): string => (ms / tills).toFixed(1);
  const report = `# A published program staged by ${tills.toLocaleString('en-US')} tills

${new Date().toISOString().slice(0, 10)}, ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}. One hub process on SQLite and ${processes} with ${tills / processes} tills each, all on
the same machine. A till is the product's sync client with its own key, its own SQLite file and its own open line. Measured from
the manager's request to the moment at which the hub says that all tills have fetched the pack, checked its signature, synced it to
their disks and said so. ${rounds} programs.

| | |
| --- | --- |
| enrolling and connecting all tills | ${openSeconds.toFixed(1)} s |
| **staged at all**: median, longest | **${median.seconds.toFixed(2)} s**, ${longest.seconds.toFixed(2)} s |
| processor time for one till: hub, till | ${each(median.hubCpuMs)} ms, ${each(median.tillsCpuMs)} ms |

- ${median.seconds <= 5 ? 'met' : '**missed**'}: ${median.seconds.toFixed(2)} s (at most 5)
`;
  console.log(report);
  if (!quick) writeFileSync(new URL('../results/staged.md', import.meta.url), report);
} finally {
  for (const child of children) child.kill('SIGTERM');
  await pause(500);
  rmSync(folder, { recursive: true, force: true });
}
