import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../machine.ts';
import type { Figures } from './figures.ts';
import type { ManyResult, RowResult } from './run.ts';

type Results = { readonly machine: Machine; readonly rows: readonly RowResult[]; readonly many: ManyResult };
type Verdict = { readonly target: string; readonly measured: string; readonly met: boolean };

const both = ({ p50, p99 }: Pick<Figures, 'p50' | 'p99'>): string => `${p50} / ${p99}`;
const shown = ({ p50, p90, p99 }: Figures): string => `${p50} / ${p90} / ${p99}`;

function verdicts({ rows, many }: Results): Verdict[] {
  const most = (target: string, measured: number, bound: number): Verdict => ({
    target,
    measured: String(measured),
    met: measured <= bound,
  });
  const perRow = rows.flatMap((row) => [
    ...(row.name === 'sync'
      ? [most('confirm p99 while a sync runs ≤ 5 ms', row.confirm.p99, 5)]
      : [most(`confirm p50 ≤ 3 × raw, ${row.lines} lines`, row.confirmToRaw.p50, 3)]),
    most(`confirm p50 ≤ 2 × (HTTP + 4 KiB on the disk), ${row.name}`, row.confirmToDurable.p50, 2),
    ...(row.name === 'n30' ? [most('quote p99 ≤ 3 ms, 30 lines', row.quote.p99, 3)] : []),
    ...(row.name === 'n200' ? [most('quote p99 ≤ 10 ms, 200 lines', row.quote.p99, 10)] : []),
  ]);
  const { members, identify, startedMs, residentMb } = many;
  return [
    ...perRow,
    most(`identify p99 ≤ 5 ms, ${members} members`, identify.p99, 5),
    most(`start ≤ 2000 ms, ${members} members`, startedMs, 2000),
    ...(residentMb === null ? [] : [most('at rest ≤ 120 MB', residentMb, 120)]),
  ];
}

/** Prints the tables and, where asked, keeps them; false when a target was missed. */
export function writeReport(results: Results, write: boolean): boolean {
  const { machine, rows } = results;
  const judged = verdicts(results);
  const text = [
    '# A sale over HTTP',
    '',
    `${machine.cores} × ${machine.cpu}, ${machine.system}, Node ${machine.node}. Milliseconds as p50 / p90 / p99.`,
    'In turns with the calls of the till: raw: 4 KiB overwritten + fdatasync. echo: a bare node:http server that reads the',
    'confirm’s JSON and writes it back to the same register. durable: the same with 4 KiB + fdatasync in between, the least',
    'a durable answer over HTTP can take here. Five milliseconds pass behind each answer of the till. CPU: of the agent’s',
    'main thread for a receipt with all that follows.',
    '',
    '| row | lines | receipts | raw | echo | durable | quote | confirm | CPU ms |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${row.lines} | ${row.rounds} | ${shown(row.raw)} | ${shown(row.echo)} | ${shown(row.durable)} | ${shown(row.quote)} | ${shown(row.confirm)} | ${row.cpuMsPerReceipt ?? ''} |`,
    ),
    '',
    '| ratios as p50 / p99 | confirm ÷ raw | confirm ÷ durable | (confirm − echo) ÷ raw |',
    '|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${both(row.confirmToRaw)} | ${both(row.confirmToDurable)} | ${both(row.confirmLessEchoToRaw)} |`,
    ),
    '',
    `Identify: ${shown(results.many.identify)}.`,
    '',
    '| target | measured | met |',
    '|---|---|---|',
    ...judged.map(({ target, measured, met }) => `| ${target} | ${measured} | ${met ? 'yes' : 'no'} |`),
    '',
  ].join('\n');
  console.log(text);
  if (write) {
    const folder = join(import.meta.dirname, '../results');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'confirm.json'), `${JSON.stringify(results, null, 2)}\n`);
    writeFileSync(join(folder, 'confirm.md'), text);
  }
  return judged.every(({ met }) => met);
}
