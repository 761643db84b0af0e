import type { Program } from '../../src/contracts/program.ts';
import type { Quote } from '../../src/contracts/quote.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';

// Sums a year up again from receipts and quotes alone, in the plainest way there is, with nothing of the engine or the
// ledger: what does not agree is told in words.

type Audited = {
  readonly atMs: number;
  readonly receipt: Receipt;
  readonly quote: Quote;
  readonly balances: Readonly<Record<string, { readonly balance: number; readonly pending: number }>>;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

type Check = (holds: boolean, what: string) => void;

function auditLines({ receipt, quote }: Audited, check: Check): void {
  check(quote.lines.length === receipt.lines.length, 'every line is there');
  quote.lines.forEach((line, i) => {
    const input = receipt.lines[i];
    if (input === undefined) return;
    // Quantities have at most three decimals, so thousandths are exact.
    const gross = input.amount ?? Math.floor((input.price * Math.round(input.quantity * 1000) + 500) / 1000);
    const off = sum(line.discounts.map(({ amount }) => amount));
    const name = `line ${line.id}`;
    check(line.gross === gross, `${name}: gross is ${gross}`);
    check(line.net === gross - off - line.paidWithPoints, `${name}: net is what is left`);
    check(line.net >= 0 && line.paidWithPoints >= 0, `${name}: nothing is below zero`);
    check(line.net >= Math.min(gross, (input.minPrice ?? 0) * input.quantity), `${name}: minimum price`);
    const pieces = sum(line.split.map(({ quantity, price }) => quantity * price));
    check(line.split.length === 0 || pieces === line.net, `${name}: fiscal positions sum to ${line.net}`);
  });
}

function auditTotals({ quote }: Audited, check: Check): void {
  const { totals, lines } = quote;
  check(totals.gross === sum(lines.map((line) => line.gross)), 'gross is the sum of the lines');
  check(totals.net === sum(lines.map((line) => line.net)), 'net is the sum of the lines');
  check(totals.paidWithPoints === sum(lines.map((line) => line.paidWithPoints)), 'points paid sum up');
  check(totals.discount === totals.gross - totals.net - totals.paidWithPoints, 'discount is the rest');
  for (const [wallet, points] of Object.entries(totals.earned)) {
    check(points === sum(lines.map((line) => line.earned[wallet] ?? 0)), `${wallet}: earned by line sums up`);
    const bySource = quote.earnings.filter((one) => one.wallet === wallet).map((one) => one.points);
    check(points === sum(bySource), `${wallet}: earned by source sums up`);
  }
}

function auditPayment(program: Program, { quote }: Audited, check: Check): void {
  const { redeem, totals } = quote;
  const points = redeem?.points ?? 0;
  const wallet = program.wallets.find(({ id }) => id === redeem?.wallet);
  if (redeem === null || wallet === undefined || points === 0) {
    check(totals.paidWithPoints === 0, 'nothing is paid with points');
    return;
  }
  const worth = Math.floor((points * wallet.value) / 10 ** wallet.scale);
  check(totals.paidWithPoints === worth, `${points} points pay ${worth}`);
  check(points <= redeem.max && points <= redeem.asked, 'no more points than asked and allowed');
  check(points % (wallet.redeem?.step ?? 1) === 0, 'points go in whole steps');
  const share = wallet.redeem?.maxShare ?? 0;
  check(worth * 100 <= (totals.net + worth) * share, `at most ${share} % is paid with points`);
}

type Parcel = { readonly wallet: string; readonly fromMs: number; readonly untilMs: number; left: number };
type Book = { readonly parcels: Parcel[]; issued: number; spent: number; expired: number };

const dayMs = 86_400_000;

/** Points are parcels with two dates; what is past the second date is written off, what pays goes soonest first. */
function auditPoints(program: Program, audited: Audited, book: Book, check: Check): void {
  const { atMs, quote } = audited;
  for (const parcel of book.parcels) {
    if (parcel.untilMs > atMs) continue;
    book.expired += parcel.left;
    parcel.left = 0;
  }
  const costs = quote.rewards.map(({ wallet, cost }) => ({ wallet, points: cost }));
  const payment = quote.redeem === null ? [] : [quote.redeem];
  for (const { wallet, points } of [...payment, ...costs]) {
    let due = points;
    const usable = book.parcels.filter((one) => one.wallet === wallet && one.fromMs <= atMs && one.left > 0);
    for (const parcel of usable.sort((a, b) => a.untilMs - b.untilMs || a.fromMs - b.fromMs)) {
      const taken = Math.min(due, parcel.left);
      parcel.left -= taken;
      due -= taken;
    }
    check(due === 0, `${wallet}: ${points} points were there to spend`);
    book.spent += points;
  }
  for (const wallet of program.wallets) {
    const points = quote.totals.earned[wallet.id] ?? 0;
    book.issued += points;
    const fromMs = atMs + wallet.activateAfterDays * dayMs;
    const untilMs =
      wallet.expireAfterDays === null ? Number.POSITIVE_INFINITY : fromMs + wallet.expireAfterDays * dayMs;
    if (points > 0) book.parcels.push({ wallet: wallet.id, fromMs, untilMs, left: points });
    const own = book.parcels.filter((one) => one.wallet === wallet.id);
    const active = sum(own.filter((one) => one.fromMs <= atMs).map((one) => one.left));
    const waiting = sum(own.filter((one) => one.fromMs > atMs).map((one) => one.left));
    const told = audited.balances[wallet.id] ?? { balance: 0, pending: 0 };
    check(told.balance === active, `${wallet.id}: the balance is ${active}, not ${told.balance}`);
    check(told.pending === waiting, `${wallet.id}: pending are ${waiting}, not ${told.pending}`);
  }
  check(
    book.issued === book.spent + book.expired + sum(book.parcels.map((one) => one.left)),
    'points issued are spent, expired or left',
  );
}

/** Everything in a year of visits, in their order, that does not add up; empty when all does. */
export function auditYear(program: Program, visits: readonly Audited[]): string[] {
  const faults: string[] = [];
  const book: Book = { parcels: [], issued: 0, spent: 0, expired: 0 };
  for (const visited of visits) {
    const check: Check = (holds, what) => {
      if (!holds) faults.push(`${visited.receipt.at}: ${what}`);
    };
    auditLines(visited, check);
    auditTotals(visited, check);
    auditPayment(program, visited, check);
    auditPoints(program, visited, book, check);
  }
  return faults;
}
