import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPosClient, type PosClient } from '../../src/client/pos-client.ts';
import { recorded, send, toastKey } from '../../test/agent/integrations/vendor-calls.ts';
import { milkGuid, shakeGuid } from '../../test/agent/integrations/vendor-till.ts';
import { eventually, runCli } from '../../test/support/processes.ts';
import { freePort, openShop, type Shop, type TillProcess } from '../../test/support/shop.ts';
import { testProgram } from '../../test/support/till-fixtures.ts';
import { accepted, cart } from '../../test/support/till-sale.ts';
import { type Figures, figures } from '../confirm/figures.ts';
import { describeMachine } from '../machine.ts';

// Two agents of a store as processes of their own, each on a port of its own, the hub killed; and the single endpoint
// for Toast at one of them. What a register waits, in milliseconds.

type Register = { readonly client: PosClient; readonly till: TillProcess };
type Times = Readonly<
  Record<'alone' | 'first' | 'again' | 'hold' | 'search' | 'inquire' | 'accrue', number[]>
>;

const goodsCsv = `sku,barcodes,name,category,price,vat\nmilk,${milkGuid},Молоко,dairy/milk,89.90,10\nshake,${shakeGuid},Коктейль,dairy/shakes,6.00,10\n`;
const cardOf = (index: number): string => `2${String(index).padStart(12, '0')}`;

function membersCsv(count: number): string {
  const vendors = 'm1,+79000001001,2900000000018,Анна,2025-01-10,silver,500';
  const rows = Array.from({ length: count }, (_, at) => `p${at},,${cardOf(at)},Имя,2025-01-10,silver,60`);
  return ['id,phone,cards,firstName,joinedAt,tier,points:main', vendors, ...rows].join('\n');
}

async function openPair(members: number): Promise<{ shop: Shop; one: Register; two: Register }> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-bench-lan-'));
  const shop = await openShop({ folder, program: testProgram, membersCsv: membersCsv(members), goodsCsv });
  const access = ['--hub', shop.hubUrl, '--token', shop.token];
  const rules = [
    '--offline-points',
    '40',
    '--offline-share',
    '100',
    '--offline-shared',
    'on',
    '--look-ups',
    '1000',
  ];
  const set = await runCli(['hub', 'settings', ...rules, ...access]);
  if (set.code !== 0) throw new Error(set.error);
  const ports = [await freePort(), await freePort()];
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const open = async (index: 0 | 1): Promise<Register> => {
    const till = await shop.addTill(`t${index + 1}`, {
      printing: 'register',
      storeLan: { host: '127.0.0.1', port: ports[index], peers: [urls[1 - index]] },
      integrations: { toast: { port: 0, token: toastKey } },
    });
    return { till, client: createPosClient({ url: till.url(), token: till.token(), timeoutMs: 20_000 }) };
  };
  const [one, two] = [await open(0), await open(1)];
  const bothAre = (mode: string) =>
    eventually(`both tills are ${mode}`, async () => {
      const states = [accepted(await one.client.status()), accepted(await two.client.status())];
      const isSo = states.every((s) => s.mode === mode && s.storeLan?.tills === 2 && s.members > members);
      return isSo || null;
    });
  await bothAre('online');
  await shop.hub.end('SIGKILL');
  await bothAre('offline');
  return { shop, one, two };
}

async function timed<T>(into: number[], call: () => Promise<T>): Promise<T> {
  const startMs = performance.now();
  const answer = await call();
  into.push(performance.now() - startMs);
  return answer;
}

/** A till that is busy with something else for longer than a cashier waits, and then goes on. */
function standStill({ till }: Register): void {
  const { pid } = till.running.process;
  if (pid === undefined || process.platform === 'win32') return;
  process.kill(pid, 'SIGSTOP');
  setTimeout(() => process.kill(pid, 'SIGCONT'), 250);
}

/** A register asks for a member's points: those of a guest alone, of a member at first, and once the other till gave its part. */
async function measureShared(
  { client }: Register,
  other: Register,
  rounds: number,
  times: Times,
): Promise<number> {
  let whole = 0;
  for (let index = 0; index < rounds; index += 1) {
    const member = `p${index}`;
    if (index === Math.floor(rounds / 3)) standStill(other);
    const purchase = `lan-${index}`;
    const paying = cart({ member, redeem: { wallet: 'main', max: true } });
    await timed(times.alone, () => client.quote(`guest-${index}`, cart()));
    const first = accepted(await timed(times.first, () => client.quote(purchase, paying)));
    await timed(times.again, () => client.quote(purchase, paying));
    if (first.redeem?.points === 40) whole += 1;
    const hold = { operationId: randomUUID(), wallet: 'main', points: 20 };
    accepted(await timed(times.hold, () => client.hold(purchase, hold)));
  }
  return whole;
}

/** A guest's card is asked for, a check priced, and booked: each check a new one. */
async function measureToast({ till }: Register, rounds: number, times: Times): Promise<void> {
  const url = till.running.ready.toast ?? '';
  const ask = async (name: string, into: number[]): Promise<void> => {
    const request = structuredClone(recorded(`toast/${name}`));
    const { checkTransactionInformation: told } = request.body;
    if (told?.check != null) told.check.guid = randomUUID();
    // Nothing was redeemed on the new check.
    if (told?.redemptions != null) told.redemptions = [];
    const headers = { ...request.headers, 'Toast-Transaction-GUID': randomUUID() };
    const answer = await timed(into, () => send(url, { ...request, headers }));
    const isDone = answer.status === 200 && answer.body.transactionStatus === 'ACCEPT';
    if (!isDone) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  };
  for (let index = 0; index < rounds; index += 1) {
    await ask('search', times.search);
    await ask('inquire', times.inquire);
    await ask('accrue', times.accrue);
  }
}
const shown = ({ p50, p90, p99 }: Figures): string => `${p50} / ${p90} / ${p99}`;

/** False: a target was missed. */
export async function runLanBench(rounds: number, write: boolean): Promise<boolean> {
  const { shop, one, two } = await openPair(rounds);
  try {
    const times: Times = { alone: [], first: [], again: [], hold: [], search: [], inquire: [], accrue: [] };
    const whole = await measureShared(one, two, rounds, times);
    await measureToast(one, rounds, times);
    const { cpu, cores, system, node } = describeMachine();
    const first = figures(times.first);
    const toasts = [figures(times.search), figures(times.inquire), figures(times.accrue)];
    const busy = `${loadavg()[0]?.toFixed(1)} processes waited for the ${cores} processors meanwhile.`;
    const head = `${cores} × ${cpu}, ${system}, Node ${node}. Milliseconds as p50 / p90 / p99, ${rounds} calls each, the hub killed. ${busy}`;
    const lan = [
      '# Two tills of a store without the hub',
      '',
      `${head} Two agents as processes of their own, each on a port of its own. The second stood still for 250 ms once; it gave its whole part in time for ${whole} of ${rounds} members.`,
      '',
      '| what a register waits for | ms |',
      '|---|---|',
      `| a cart of a guest, which asks nobody | ${shown(figures(times.alone))} |`,
      `| the first cart of a member: this till asks the other for its part of the points | ${shown(first)} |`,
      `| the same cart again: the points are here | ${shown(figures(times.again))} |`,
      `| holding them | ${shown(figures(times.hold))} |`,
      '',
      `A register goes on without loyalty after 300 ms; p99 of the first cart is ${first.p99 <= 300 ? 'below' : 'above'} that.`,
      '',
    ].join('\n');
    const toast = [
      '# The single endpoint for Toast',
      '',
      `${head} Toast gives an answer 500 ms.`,
      '',
      '| transaction | ms | below 500 ms |',
      '|---|---|---|',
      ...toasts.map(
        (one, index) =>
          `| ${['SEARCH', 'INQUIRE', 'ACCRUE, booked durably'][index]} | ${shown(one)} | ${one.p99 < 500 ? 'yes' : 'no'} |`,
      ),
      '',
    ].join('\n');
    console.log(`${lan}\n${toast}`);
    const results = join(import.meta.dirname, '../results');
    if (write) writeFileSync(join(results, 'store-lan.md'), lan);
    if (write) writeFileSync(join(results, 'toast.md'), toast);
    return first.p99 <= 300 && toasts.every(({ p99 }) => p99 < 500);
  } finally {
    await shop.close();
    rmSync(shop.folder, { recursive: true, force: true });
  }
}
