import { randomUUID } from 'node:crypto';
import { posReceiptSchema } from '../../../src/contracts/pos-api.ts';
import { exposureOf } from '../../../src/hub/ledger/exposure.ts';
import { owedBy, standingOf } from '../../../src/hub/ledger/standing.ts';
import { defined } from '../../../src/shared/assert.ts';
import { type SimUnit, settled } from './sim-unit.ts';
import { membersOfRun, type World } from './world.ts';

/** A cart that was shown to a customer and is not paid yet. */
type Cart = { readonly unit: SimUnit; readonly purchaseId: string };
type Run = {
  readonly world: World;
  readonly members: World['members'];
  /** What members really paid with points, by the registers' own books. */
  readonly spent: Map<string, number>;
  readonly carts: Cart[];
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const receiptTime = '2026-12-01T12:00:00Z';

/** One run: things happen in the order of the seed, then all lines are mended and the books are compared. */
export async function simulateRun(world: World, number: number): Promise<string[]> {
  const { witness, chance } = world;
  const members = world.members.slice(number * membersOfRun, (number + 1) * membersOfRun);
  const run: Run = { world, members, spent: new Map(), carts: [] };
  const before = witness.faults.length;
  world.network.faultsPercent = chance.pick([0, 10, 40]);
  const actions = 8 + chance.below(17);
  for (let count = 0; count < actions; count += 1) await act(run);
  const owedBefore = await owedByAll(run);
  const most = await exposure(world);
  await mend(world);
  await compare(run, { owedBefore, most });
  return witness.faults.slice(before);
}

async function act(run: Run): Promise<void> {
  const { time, chance, units, network, hub } = run.world;
  const unit = chance.pick(units);
  time.nowMs += chance.below(20_000);
  const kind = chance.below(100);
  if (kind < 40) return sell(run, unit);
  if (kind < 48) return payLater(run);
  if (kind < 64) return unit.sync();
  if (kind < 72) {
    await network.deliverLate();
    return settled();
  }
  if (kind < 80) return unit.plug(!unit.plugged);
  if (kind < 86) return unit.reboot();
  if (kind < 90) {
    unit.skewMs += chance.pick([-1, 1]) * chance.pick([minuteMs, 12 * hourMs, 10 * 365 * 24 * hourMs]);
    return;
  }
  if (kind < 92) {
    hub.skewMs = chance.pick([-2 * hourMs, 0, 5 * hourMs, 48 * hourMs]);
    return;
  }
  time.nowMs += chance.pick([3 * minuteMs, 12 * minuteMs, 70 * minuteMs, 7 * hourMs, 25 * hourMs]);
}

/** A customer with points comes to a till. Most pay at once, some are slow, some leave. */
async function sell(run: Run, unit: SimUnit): Promise<void> {
  const { chance } = run.world;
  const member = chance.pick(run.members).id;
  await unit.serve(member);
  const purchaseId = randomUUID();
  const points = chance.pick([1, 40, 150, 2000]);
  const line = { id: '1', sku: 'a', name: 'A', category: 'a', quantity: 1, price: 300_000 };
  const cart = { at: receiptTime, member, lines: [line], redeem: { wallet: 'main', points } };
  if (!unit.checkout.quote(purchaseId, posReceiptSchema.parse(cart)).ok) return;
  const mood = chance.below(100);
  if (mood < 12) run.carts.push({ unit, purchaseId });
  else if (mood < 20) unit.checkout.cancel(purchaseId, { operationId: randomUUID() });
  else await pay(run, { unit, purchaseId });
}

async function payLater(run: Run): Promise<void> {
  const [cart] = run.carts.splice(0, 1);
  if (cart !== undefined) await pay(run, cart);
}

/** The register confirms; where it hears no answer because the till died, it asks again by the same ids. */
async function pay({ world, spent }: Run, { unit, purchaseId }: Cart): Promise<void> {
  const { chance, planted, witness } = world;
  const request = {
    operationId: randomUUID(),
    fiscal: { number: purchaseId, time: receiptTime },
    tenders: [],
  };
  const first = unit.checkout.confirm(purchaseId, request);
  // What the till cannot give any more is paid with money; here the customer leaves.
  if (!first.ok) {
    unit.checkout.cancel(purchaseId, { operationId: randomUUID() });
    return;
  }
  await witness.sold(unit.id, unit.bootId, defined(unit.purchase(purchaseId), 'a sale is in the journal'));
  const { member, quote } = first.value;
  const points = quote.redeem?.points ?? 0;
  if (member !== null) spent.set(member.id, (spent.get(member.id) ?? 0) + points);
  if (!chance.percent(15)) return;
  await unit.reboot();
  const again = planted === 'new-id-on-retry' ? retriedAnew(unit, member?.id ?? '', points) : null;
  const answer = again ?? unit.checkout.confirm(purchaseId, request);
  if (!answer.ok || JSON.stringify(answer.value.quote) !== JSON.stringify(quote)) {
    if (planted === null) witness.faults.push(`${unit.id} answers a repeated call otherwise`);
  }
}

/** Planted: the retry is another sale to the till. */
function retriedAnew(unit: SimUnit, member: string, points: number): null {
  const line = { id: '1', sku: 'a', name: 'A', category: 'a', quantity: 1, price: 300_000 };
  const receipt = posReceiptSchema.parse({
    ...{ at: receiptTime, member, lines: [line] },
    redeem: { wallet: 'main', points },
  });
  const purchaseId = randomUUID();
  const fiscal = { number: purchaseId, time: receiptTime };
  unit.checkout.confirm(purchaseId, { operationId: randomUUID(), fiscal, tenders: [], receipt });
  return null;
}

/** All lines work again, and everybody has said everything. */
async function mend({ units, network, hub }: World): Promise<void> {
  network.faultsPercent = 0;
  while (await network.deliverLate()) await settled();
  hub.skewMs = 0;
  for (const unit of units) {
    unit.skewMs = 0;
    await unit.plug(true);
  }
  // The first round may be the retry after a call that hung.
  for (let round = 0; round < 3 && (round === 0 || units.some(({ waiting }) => waiting > 0)); round += 1) {
    for (const unit of units) await unit.sync();
  }
}

async function owedByAll({ world, members }: Run): Promise<number> {
  let owed = 0;
  for (const { id } of members) {
    const known = defined(await world.hub.store.member(id, 0), 'members are not lost');
    owed += owedBy(known.state, world.time.nowMs).main ?? 0;
  }
  return owed;
}

async function exposure({ hub, rules, units }: World): Promise<number> {
  const heard = units.map(({ id }) => ({ unit: id, heardAtMs: null }));
  const sums = await hub.store.leaseSums(0);
  const nowMs = hub.parts.clock.wallMs();
  const uncovered = await hub.store.uncoveredLeases(nowMs);
  return exposureOf(rules, ['main'], heard, { sums, uncovered }, nowMs)[0]?.most ?? 0;
}

async function compare(
  run: Run,
  { owedBefore, most }: { readonly owedBefore: number; readonly most: number },
): Promise<void> {
  const { witness, hub, rules, units, time } = run.world;
  const fault = (text: string): void => void witness.faults.push(text);
  for (const unit of units)
    if (unit.waiting > 0) fault(`${unit.id} cannot deliver ${unit.waiting} operations`);
  const open = await hub.store.openLeases(null, 100_000);
  for (const { id, points } of run.members) {
    const { state, postingsSum } = defined(await hub.store.member(id, 0), 'members are not lost');
    const balance = state.lots.reduce((sum, { remaining }) => sum + remaining, 0);
    const spent = run.spent.get(id) ?? 0;
    if (balance !== points - spent) fault(`${id} had ${points}, spent ${spent}, and has ${balance}`);
    if ((postingsSum.main ?? 0) !== 0) fault(`the postings of ${id} sum to ${postingsSum.main}`);
    const { leased, debts, overdrafts } = standingOf(state);
    const held = open.filter((one) => one.member === id).reduce((sum, { remaining }) => sum + remaining, 0);
    if ((leased.main ?? 0) !== held) fault(`${id}: ${leased.main} points are posted as leased, ${held} are`);
    const owed = Math.max(0, -balance);
    if ((debts.main ?? 0) !== owed) fault(`${id} owes ${owed}, posted are ${debts.main}`);
    const bound = units.length * Math.min(rules.maxPoints, Math.floor((points * rules.sharePercent) / 100));
    if (owed > bound) fault(`${id} is ${owed} points short, the bound is ${bound}`);
    if (rules.maxPoints === 0 && overdrafts > 0) fault(`${id} was overdrawn though nothing is let go`);
  }
  const came = (await owedByAll(run)) - owedBefore;
  if (came > most) fault(`${came} points were overspent, ${most} were shown`);
  // Time goes on: leases of members nobody serves any more end.
  time.nowMs += hourMs;
}
