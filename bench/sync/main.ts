// How many operations a second a hub takes, beside less that others do with as many documents.
// `node bench/sync/main.ts [--quick] [--single]`: writes bench/results/push.json and push.md unless it is only a look.
// `--single` sends a receipt a push, as a shop does whose tills are in touch, and writes nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { describeMachine } from '../machine.ts';
import { httpToSqlite, inProcessSqlite } from './peers/plain-sqlite.ts';
import { pouchDb } from './peers/pouch.ts';
import { rxDb } from './peers/rx.ts';
import { measurePush, type PushLoad } from './push-hub.ts';
import { pushReport } from './push-report.ts';
import { weighWire } from './wire.ts';
import { saleOf } from './workload.ts';

const quick = process.argv.includes('--quick');
const single = process.argv.includes('--single');
const load: PushLoad = {
  tills: 8,
  operationsPerTill: single ? 1000 : quick ? 500 : 4000,
  members: 2000,
  most: single ? 1 : 500,
  stride: 1,
};
const rounds = quick || single ? 1 : 3;

const owner = { chain: 'bench', store: 's1', till: 't1', epoch: 1 };
const documents = Array.from({ length: quick ? 2000 : 10_000 }, (_, index) =>
  saleOf(owner, index + 1, `m${index % load.members}`),
);
const peers = [
  { name: 'better-sqlite3 in process, plain documents (the limit)', run: inProcessSqlite },
  { name: 'HTTP POST → better-sqlite3, plain documents', run: httpToSqlite },
  { name: 'RxDB 17 → HTTP → better-sqlite3, plain documents', run: rxDb },
  { name: 'PouchDB 9 → express-pouchdb, plain documents', run: pouchDb },
];

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
const rates = new Map<string, number[]>();
const note = (name: string, perSecond: number | null): void => {
  console.log(`${name}: ${perSecond === null ? 'left out, not installed' : Math.round(perSecond)}`);
  if (perSecond !== null) rates.set(name, [...(rates.get(name) ?? []), perSecond]);
};
const hubs = { sqlite: [], postgres: [] } as { sqlite: Figures[]; postgres: Figures[] };
type Figures = Awaited<ReturnType<typeof measurePush>>;
for (let round = 0; round < rounds; round++) {
  for (const { name, run } of single ? [] : peers) note(name, await run(documents));
  for (const database of ['sqlite', 'postgres'] as const) {
    const figures = await measurePush(database === 'postgres', load);
    hubs[database].push(figures);
    console.log(database, JSON.stringify(figures));
  }
}
/** The round in the middle. */
const middle = (all: readonly Figures[]): Figures => {
  const inOrder = [...all].sort((one, other) => one.operationsPerSecond - other.operationsPerSecond);
  const found = inOrder[inOrder.length >> 1];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
};
const result = {
  machine: describeMachine(),
  load: { ...load, rounds },
  peers: Object.fromEntries([...rates].map(([name, values]) => [name, Math.round(median(values))])),
  wire: await weighWire(),
  sqlite: { ...middle(hubs.sqlite), targetPerSecond: 20_000 },
  postgres: { ...middle(hubs.postgres), targetPerSecond: 10_000 },
};
export type PushResults = typeof result;
if (!quick && !single) {
  const folder = new URL('../results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('push.json', folder), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(new URL('push.md', folder), pushReport(result, new Date().toISOString().slice(0, 10)));
}
