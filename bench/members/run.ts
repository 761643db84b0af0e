import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureMany, withBenchShop } from '../confirm/run.ts';
import { describeMachine } from '../machine.ts';

/** A till of a very large chain: identify over HTTP by 900 different cards, its start, and what it holds at rest. */
export async function runMembersBench(members: number, write: boolean): Promise<boolean> {
  const { identify, startedMs, residentMb } = await withBenchShop((shop, till) =>
    measureMany(shop, till, members),
  );
  const machine = describeMachine();
  const isMet = identify.p99 <= 5;
  const text = [
    `# ${members.toLocaleString('en')} members at one till`,
    '',
    `${machine.cores} × ${machine.cpu}, ${machine.system}, Node ${machine.node}. Part of every \`npm run test:nightly\`.`,
    '',
    '| what | measured | target |',
    '|---|---|---|',
    `| identify by card over HTTP, p50 / p90 / p99 | ${identify.p50} / ${identify.p90} / ${identify.p99} ms | p99 ≤ 5 ms: ${isMet ? 'met' : 'missed'} |`,
    `| start, until it answers | ${startedMs} ms | none (2000 ms with 1,000,000) |`,
    `| at rest | ${residentMb === null ? 'did not come to rest' : `${residentMb} MB`} | none (120 MB with 1,000,000) |`,
    '',
  ].join('\n');
  console.log(text);
  if (write) writeFileSync(join(import.meta.dirname, '../results/members.md'), text);
  return isMet;
}
