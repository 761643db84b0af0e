// Reads of one hub process and of three on one PostgreSQL, and the processor time of each part.
// `node bench/nodes/run.ts [--quick]`: writes bench/results/nodes.md unless it is only a look.
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initChainOnPostgres } from '../../src/hub/init-chain.ts';
import { freshDatabase, startPostgres } from '../../test/support/postgres.ts';
import { createChildren, messageOf } from '../children.ts';
import { describeMachine } from '../machine.ts';
import { benchProgram } from '../sync/workload.ts';
import type { ReadersOrder, ReadersWord } from './readers.ts';

const quick = process.argv.includes('--quick');
const members = quick ? 2_000 : 100_000;
const forMs = quick ? 1_000 : 8_000;
const rounds = quick ? 1 : 5;
const lines = 24;

const folder = mkdtempSync(join(tmpdir(), 'kopilka-nodes-'));
const { all: children, start: startAt } = createChildren();
const start = (script: string, ...words: string[]) => startAt(join(import.meta.dirname, script), ...words);

/** Id, parent and processor time (ms) of every process (proc(5), fields 4, 14 and 15). */
const processes = (): { pid: number; parent: number; cpuMs: number; command: string }[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        const cpuMs = (Number(fields[11]) + Number(fields[12])) * 10;
        return [{ pid: Number(name), parent: Number(fields[1]), cpuMs, command }];
      } catch {
        return [];
      }
    });
const cpuOfHubs = (hubs: readonly ChildProcess[]): number =>
  processes()
    .filter(({ pid }) => hubs.some((hub) => hub.pid === pid))
    .reduce((sum, { cpuMs }) => sum + cpuMs, 0);
/** Of the server that listens on the port and of all it started. */
function cpuOfPostgres(port: string): number {
  const all = processes();
  const main = all.find(({ command }) => command.includes(`\0-p\0${port}\0`));
  return all
    .filter(({ pid, parent }) => main !== undefined && (pid === main.pid || parent === main.pid))
    .reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

type Figures = { perSecond: number; hubMicros: number; postgresMicros: number; readerMicros: number };
const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

const server = await startPostgres({ durable: true });
try {
  const postgres = await freshDatabase(server.url);
  const first = join(folder, 'node-0');
  const made = await initChainOnPostgres(first, postgres, { id: 'bench', name: 'Bench' });
  if (!made.ok) throw new Error(made.error);
  const token = made.value.managerToken;
  const nodes: { child: ChildProcess; url: string }[] = [];
  for (let index = 0; index < 3; index++) {
    const dataDir = join(folder, `node-${index}`);
    if (index > 0) cpSync(first, dataDir, { recursive: true });
    const child = start('node.ts', dataDir, postgres);
    nodes.push({ child, ...(await messageOf<{ url: string }>(child)) });
  }
  const manage = async (path: string, body: unknown): Promise<void> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(new URL(path, nodes[0]?.url), {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  await manage('/v1/manage/programs', { program: benchProgram });
  for (let from = 0; from < members; from += 1000) {
    const rows = Array.from({ length: 1000 }, (_, at) => ({
      ...{ id: `m${from + at}`, cards: [String(4_000_000_000 + from + at)], points: { main: 100 } },
    }));
    await manage('/v1/manage/members', { rows });
  }
  const readers = start('readers.ts');
  await messageOf(readers);
  const port = new URL(postgres).port;
  const measure = async (count: number, ms: number): Promise<Figures> => {
    const used = nodes.slice(0, count);
    const hubs = used.map(({ child }) => child);
    const before = { hubs: cpuOfHubs(hubs), postgres: cpuOfPostgres(port) };
    const word = messageOf<ReadersWord>(readers);
    const urls = used.map(({ url }) => url);
    readers.send({ urls, token, members, lines, forMs: ms } satisfies ReadersOrder);
    const { reads, cpuMs, seconds } = await word;
    return {
      perSecond: reads / seconds,
      hubMicros: ((cpuOfHubs(hubs) - before.hubs) * 1000) / reads,
      postgresMicros: ((cpuOfPostgres(port) - before.postgres) * 1000) / reads,
      readerMicros: (cpuMs * 1000) / reads,
    };
  };
  await measure(3, forMs);
  const found = { one: [] as Figures[], three: [] as Figures[] };
  for (let round = 0; round < rounds; round++) {
    found.one.push(await measure(1, forMs));
    found.three.push(await measure(3, forMs));
    console.log(JSON.stringify({ one: found.one.at(-1), three: found.three.at(-1) }));
  }
  const of = (all: readonly Figures[], key: keyof Figures): number => median(all.map((one) => one[key]));
  const { cpu, cores, memoryGiB, system, node } = describeMachine();
  const number = (value: number): string => Math.round(value).toLocaleString('en-US');
  const row = (name: string, all: readonly Figures[]): string =>
    `| ${name} | ${(['perSecond', 'hubMicros', 'postgresMicros', 'readerMicros'] as const).map((key) => number(of(all, key))).join(' | ')} |`;
  const ratio = of(found.three, 'perSecond') / of(found.one, 'perSecond');
  const all =
    of(found.three, 'hubMicros') + of(found.three, 'postgresMicros') + of(found.three, 'readerMicros');
  const alone = Math.max(of(found.one, 'hubMicros'), of(found.one, 'readerMicros'));
  const report = `# One node and three on PostgreSQL

${new Date().toISOString().slice(0, 10)}, ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}. Hubs, PostgreSQL and ${lines} readers on this machine; each reader asks for another of
${members.toLocaleString('en-US')} members (\`GET /v1/manage/members/…\`: member, lots, sums of postings) when its last answer is there. Median of ${rounds} rounds of ${forMs / 1000} s in turns.

| | reads/s | µs of processor a read: hubs | PostgreSQL | readers |
| --- | --- | --- | --- | --- |
${row('one node', found.one)}
${row('three nodes', found.three)}

- three nodes do **${ratio.toFixed(2)} ×** the reads of one (at least 2 where the cores allow it: ${ratio >= 2 ? 'met' : `with ${cores} cores they do not`})

Where the time goes: with three nodes a read takes ${number(all)} µs of processor over all processes, so ${cores} cores cannot do more than ${number((cores * 1e6) / all)} a second, whoever serves. One node is a thread of
${number(of(found.one, 'hubMicros'))} µs a read: alone on a core, with the others on cores of their own, it ends at ${number(1e6 / alone)} a second, and PostgreSQL, with ${number(of(found.three, 'postgresMicros'))} µs over as many processes as there are connections,
serves ${(of(found.one, 'hubMicros') / of(found.three, 'postgresMicros')).toFixed(1)} such nodes for each core it has. Nodes share nothing but the database: no read of one waits for another.
`;
  console.log(report);
  if (!quick) writeFileSync(new URL('../results/nodes.md', import.meta.url), report);
} finally {
  for (const child of children) child.kill('SIGTERM');
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
