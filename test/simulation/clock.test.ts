import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { posReceiptSchema } from '../../src/contracts/pos-api.ts';
import { hubDatabasePath } from '../../src/hub/init-chain.ts';
import { instantFromMs } from '../../src/loyalty/ledger/instant.ts';
import { seededNumbers } from '../support/seeded-numbers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { accepted } from '../support/till-sale.ts';
import { audit, emptyPaper, note, type Paper } from './auditor.ts';
import { openSimHub, type SimHub } from './sim-hub.ts';
import { SimTill } from './sim-till.ts';

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
/** Half an hour before Berlin's clocks go back, and forth. */
const beforeAutumn = Date.parse('2026-10-25T00:30:00Z');
const beforeSpring = Date.parse('2027-03-28T00:30:00Z');

type Bench = { readonly hub: SimHub; readonly till: SimTill; readonly paper: Paper; readonly folder: string };

async function openBench(startMs: number): Promise<Bench> {
  const folder = temporaryFolder();
  const hub = await openSimHub(join(folder, 'hub'), startMs, [{ id: 'anna', points: 300 }]);
  onTestFinished(hub.close);
  const till = await SimTill.open(hub, 't1', folder, seededNumbers(1));
  onTestFinished(() => till.close());
  const paper = emptyPaper();
  paper.opening.set('anna', 300);
  return { hub, till, paper, folder };
}

let number = 0;

/** Twenty minutes pass, and Anna buys for 400 roubles and pays with a few points. */
function sell({ hub, till, paper }: Bench): void {
  hub.clock.advance(20 * 60_000);
  number += 1;
  const purchaseId = `K-${number}`;
  const operationId = `01939f00-0000-7000-9000-${String(number).padStart(12, '0')}`;
  const line = { id: '1', dairy: false, price: 20_000, quantity: 2 };
  const receipt = posReceiptSchema.parse({
    at: instantFromMs(hub.clock.wallMs() + till.skewMs),
    member: 'anna',
    redeem: { wallet: 'main', points: 3 },
    lines: [{ id: '1', sku: 'b', category: 'bakery', price: line.price, quantity: line.quantity }],
  });
  const fiscal = { number: purchaseId, time: instantFromMs(hub.clock.wallMs()) };
  const told = accepted(till.checkout.confirm(purchaseId, { operationId, fiscal, tenders: [], receipt }));
  const { gross, net, earned } = told.quote.totals;
  const paid = told.quote.redeem?.points ?? 0;
  const sums = { gross, net, earned: earned.main ?? 0, paid };
  const atMs = hub.clock.wallMs();
  const sale = { till: till.id, operationId, purchaseId, atMs, member: 'anna', lines: [line], told: sums };
  note(paper.sales, sale);
}

const faultsOf = ({ hub, till, paper, folder }: Bench): string[] =>
  audit(paper, {
    hub: hubDatabasePath(join(folder, 'hub')),
    tills: new Map([[till.id, till.path]]),
    nowMs: hub.clock.wallMs(),
  });

const jumps = [
  ['ten years ahead', 10 * yearMs],
  ['ten years back', -10 * yearMs],
  ['a day ahead', 24 * hourMs],
  ['an hour back', -hourMs],
] as const;

describe.each(jumps)('a till whose clock jumps %s', (_name, skewMs) => {
  it.each([
    ['with the hub', true, false],
    ['with the hub, and starts again', true, true],
    ['without the hub', false, false],
    ['without the hub, and starts again', false, true],
  ])('%s goes on selling in order, and its points are good', async (_how, plugged, restarts) => {
    const bench = await openBench(beforeAutumn);
    const { till } = bench;
    sell(bench);
    await till.sync();
    await till.plug(plugged);
    till.skewMs = skewMs;
    if (restarts) await till.kill();
    for (let round = 0; round < 3; round += 1) sell(bench);
    // The clock is set right again while the till runs.
    till.skewMs = 0;
    sell(bench);
    await till.plug(true);
    await till.sync();
    await till.sync();
    sell(bench);
    await till.sync();
    await till.sync();
    expect(till.store.backlog().count).toBe(0);
    expect(till.store.quarantine.list(9)).toEqual([]);
    expect(faultsOf(bench)).toEqual([]);
  });
});

describe.each([
  ['autumn', beforeAutumn],
  ['spring', beforeSpring],
])('the change of the clocks in %s', (_name, startMs) => {
  it('changes no sum and no order', async () => {
    const bench = await openBench(startMs);
    for (let round = 0; round < 9; round += 1) {
      sell(bench);
      if (round % 3 === 2) await bench.till.sync();
    }
    await bench.till.sync();
    expect(faultsOf(bench)).toEqual([]);
  });
});
