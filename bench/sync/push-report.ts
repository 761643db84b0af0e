import type { PushResults } from './main.ts';

const number = (value: number): string => value.toLocaleString('en-US');

/** What was measured, as a page for people. */
export function pushReport(
  { machine, load, peers, wire, sqlite, postgres }: PushResults,
  date: string,
): string {
  const { cpu, cores, memoryGiB, system, node } = machine;
  const limit = Object.values(peers)[0] ?? 0;
  const ratio = (value: number): string => (limit === 0 ? '' : `${(value / limit).toFixed(3)} ×`);
  const rows = [
    ...Object.entries(peers).map(([name, perSecond]) => [name, number(perSecond), ratio(perSecond), '']),
    ...[
      { name: '**Kopilka on SQLite**', figures: sqlite },
      { name: '**Kopilka on PostgreSQL**', figures: postgres },
    ].map(({ name, figures }) => [
      name,
      `**${number(figures.operationsPerSecond)}**`,
      ratio(figures.operationsPerSecond),
      String(figures.hubCpuMicrosecondsPerOperation),
    ]),
  ];
  const target = (name: string, { operationsPerSecond, targetPerSecond }: typeof sqlite): string =>
    `- ${operationsPerSecond >= targetPerSecond ? 'met' : '**missed**'}: ${number(operationsPerSecond)} operations a second on ${name} (at least ${number(targetPerSecond)})`;
  return `# Push: operations a second

${date}, ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}. Median of ${load.rounds} rounds in which all take turns.
${load.tills} tills in a process of their own push ${number(load.operationsPerTill)} sales each, of three lines and ${number(sqlite.payloadBytes)} bytes, to ${number(load.members)}
members: signed requests over HTTP, at most 500 operations or 256 KiB a push. The hub checks signature, hash chain and each
operation, books postings and lots, and answers a verdict for each after the disk has it. The peers store the same documents
as they come, 500 at a time, and check nothing.

| | operations/s | of the limit | CPU µs an operation, hub alone |
| --- | --- | --- | --- |
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}

A push took a till ${sqlite.pushP50Ms} ms (p99 ${sqlite.pushP99Ms} ms) on SQLite and ${postgres.pushP50Ms} ms (p99 ${postgres.pushP99Ms} ms) on PostgreSQL, all ${load.tills} pushing at once.
An operation takes ${number(sqlite.databaseBytesPerOperation)} bytes in SQLite and ${number(postgres.databaseBytesPerOperation)} in PostgreSQL.

## On the line

| bytes | as JSON | packed with zstd, as tills and hub do | with gzip |
| --- | --- | --- | --- |
${wire.map(({ name, json, zstd, gzip }) => `| ${[name, number(json), number(zstd), number(gzip)].join(' | ')} |`).join('\n')}

## Targets

${target('SQLite', sqlite)}
${target('PostgreSQL', postgres)}
`;
}
