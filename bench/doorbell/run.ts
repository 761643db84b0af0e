// Ten thousand listeners at one hub: how soon all have heard of a published program, and what a line costs in memory.
// `node bench/doorbell/run.ts [--quick]`: writes bench/results/sse.md unless it is only a look. The hub is a process of its
// own, so are four with the listeners; each listener is a signed request of an enrolled till, as the product makes it.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initChain } from '../../src/hub/init-chain.ts';
import { createChildren, messageOf } from '../children.ts';
import { describeMachine } from '../machine.ts';
import { benchProgram } from '../sync/workload.ts';
import type { ListenersOrder, ListenersWord } from './listeners.ts';

const quick = process.argv.includes('--quick');
const listeners = quick ? 1000 : 10_000;
const processes = 4;
const rounds = quick ? 3 : 7;

const folder = mkdtempSync(join(tmpdir(), 'kopilka-bell-'));
const { all: children, start: startAt } = createChildren();
const start = (script: string, ...words: string[]) => startAt(join(import.meta.dirname, script), ...words);
/** Resident memory of a process, bytes (https://www.kernel.org/doc/html/latest/filesystems/proc.html). */
const memoryOf = (child: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

try {
  const made = initChain(folder, { id: 'bench', name: 'Bench' });
  if (!made.ok) throw new Error(made.error);
  const hub = start('hub.ts', folder);
  const { url } = await messageOf<{ url: string }>(hub);
  const manage = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${made.value.managerToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  await manage('/v1/manage/programs', { program: benchProgram });
  const codeOf = async (till: string): Promise<string> => {
    const answer = await manage('/v1/manage/enrol-codes', { store: 's1', till });
    return (answer as { code: string }).code;
  };
  // What a hub needs for its first thousand requests it needs once: it is no line's.
  const warm = start('listeners.ts');
  warm.send({ hubUrl: url, code: await codeOf('warm'), listeners: 1000 } satisfies ListenersOrder);
  await messageOf<ListenersWord>(warm);
  warm.kill('SIGKILL');
  await once(warm, 'exit');
  const groups = [];
  for (let index = 0; index < processes; index++) {
    const code = await codeOf(`t${index}`);
    groups.push({ child: start('listeners.ts'), code });
  }
  hub.send('collect');
  await messageOf(hub);
  const before = memoryOf(hub);
  const openedMs = performance.now();
  await Promise.all(
    groups.map(async ({ child, code }) => {
      const order: ListenersOrder = { hubUrl: url, code, listeners: listeners / processes };
      child.send(order);
      const { word } = await messageOf<ListenersWord>(child);
      if (word !== 'ready') throw new Error(`the listeners said ${word}`);
    }),
  );
  const openSeconds = (performance.now() - openedMs) / 1000;
  hub.send('collect');
  await messageOf(hub);
  const perLine = (memoryOf(hub) - before) / listeners;
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const heard = groups.map(({ child }) => messageOf<ListenersWord>(child));
    const sentMs = Date.now();
    await manage('/v1/manage/programs', { program: benchProgram });
    const words = await Promise.all(heard);
    all.push(Math.max(...words.map(({ lastAtMs }) => lastAtMs ?? Number.NaN)) - sentMs);
    console.log(`round ${round + 1}: ${all.at(-1)} ms`);
  }
  const sorted = [...all].sort((one, other) => one - other);
  const [median, longest] = [sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0];
  const { cpu, cores, memoryGiB, system, node } = describeMachine();
  const kilobytes = (perLine / 1024).toFixed(1);
  const verdict = (met: boolean): string => (met ? 'met' : '**missed**');
  const report = `# A published program told to ${listeners.toLocaleString('en-US')} tills

${new Date().toISOString().slice(0, 10)}, ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}. One hub process on SQLite; ${processes} processes hold the other ends on the same machine, each line a signed
\`GET /v1/doorbell\`. ${rounds} programs published; measured from the manager's request, so the signing and the commit count, to the last listener's event.

| | |
| --- | --- |
| opening all lines | ${openSeconds.toFixed(1)} s |
| the last of all has heard: median, longest | ${median} ms, ${longest} ms |
| resident memory of the hub for a line | ${kilobytes} KiB |

- ${verdict(median <= 500)}: announced within ${median} ms (at most 500)
- ${verdict(perLine <= 20 * 1024)}: ${kilobytes} KiB each (at most 20)
`;
  console.log(report);
  if (!quick) writeFileSync(new URL('../results/sse.md', import.meta.url), report);
} finally {
  for (const child of children) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
