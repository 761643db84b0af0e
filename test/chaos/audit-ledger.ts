import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { query } from '../support/postgres.ts';
import type { Acknowledged, Tape } from './tape.ts';

// Compares what tills answered with what the hub's database says, row by row, with nothing of the product but the shape
// of what travels: no ledger, no hash, no balance of its own code.

export type Books = {
  /** Address of the hub's database. */
  readonly database: string;
  /** Database files of the tills, by their names. */
  readonly tills: ReadonlyMap<string, string>;
  /** Points at the start, by member and wallet. */
  readonly opening: ReadonlyMap<string, Readonly<Record<string, number>>>;
  readonly tape: Tape;
  /** Most points of a wallet that one till lets go of one member while it is cut off: a number and a share of the balance. */
  readonly allowance: Readonly<Record<string, { readonly points: number; readonly share: number }>>;
  /**
   * Points by wallet as the hub tells them, those with that are not active yet: behind a slow line a till's idea of the
   * hub's time is off by up to half a call, so what it earned just now may begin in a moment.
   */
  readonly toldBalances: (member: string) => Promise<Readonly<Record<string, number>>>;
};

type OperationRow = {
  till: string;
  epoch: string;
  sequence: string;
  hash: string;
  payload: string;
  verdict: string;
  code: string | null;
  detail: string | null;
};
type Fact = {
  readonly id: string;
  readonly kind: string;
  readonly body: {
    readonly purchaseId?: string;
    readonly returnId?: string;
    readonly member?: string | null;
    readonly netMinor?: number;
    readonly quote?: { readonly totals: { readonly net: number } };
  };
};

export type Findings = {
  readonly faults: string[];
  /** Operations in the hub's ledger, by kind. */
  readonly operations: ReadonlyMap<string, number>;
  /** The lowest balance that a member ever had at the hub, by wallet. */
  readonly lowest: Readonly<Record<string, number>>;
};

/** Everything that is not as the tills said. Nothing may be under way any more. */
export async function auditLedger(books: Books): Promise<Findings> {
  const rows = await query<OperationRow>(
    books.database,
    `SELECT till_id AS till, epoch::text, sequence::text, hash, payload, verdict, code, detail FROM operations
     ORDER BY till_id, operations.epoch, operations.sequence`,
  );
  const applied = rows.filter((row) => row.verdict === 'applied');
  const facts = applied.map((row) => JSON.parse(row.payload) as Fact);
  const operations = new Map<string, number>();
  for (const { kind } of facts) operations.set(kind, (operations.get(kind) ?? 0) + 1);
  const aliases = await readAliases(books.database);
  const sums = await auditBalances(books, aliases);
  return {
    faults: [
      ...rows
        .filter((row) => row.verdict === 'refused')
        .map((row) => `refused: ${row.till} ${row.sequence}: ${row.code} ${row.detail}`),
      ...auditOnce(books.tape, facts, aliases),
      ...auditChains(rows),
      ...auditJournals(books.tills, rows),
      ...(await auditSums(books.database)),
      ...sums.faults,
    ],
    operations,
    lowest: sums.lowest,
  };
}

const nameOfFact = ({ kind, body }: Fact): string =>
  `${kind} ${body.returnId ?? body.purchaseId ?? body.member}`;
const nameOfTold = (told: Acknowledged): string =>
  told.kind === 'return'
    ? `return ${told.returnId}`
    : `${told.kind} ${told.kind === 'enrolment' ? told.member : told.purchaseId}`;

/**
 * Each operation that a till acknowledged stands in the ledger once, with its amount, and no other does. A till that has
 * heard of a merge by then names the member who is left of the two.
 */
function auditOnce(tape: Tape, facts: readonly Fact[], aliasOf: (member: string) => string): string[] {
  const owner = (member: string | null | undefined) => (member == null ? null : aliasOf(member));
  const faults: string[] = [];
  const left = new Map<string, Fact[]>();
  for (const fact of facts) left.set(nameOfFact(fact), [...(left.get(nameOfFact(fact)) ?? []), fact]);
  for (const told of tape) {
    if (told.kind === 'cancel') continue;
    const name = nameOfTold(told);
    const found = left.get(name) ?? [];
    left.delete(name);
    if (found.length !== 1) faults.push(`${told.till}: ${name} is in the ledger ${found.length} times`);
    const [fact] = found;
    if (fact === undefined || told.kind === 'enrolment') continue;
    const netMinor = fact.body.quote?.totals.net ?? fact.body.netMinor;
    if (netMinor !== told.netMinor) faults.push(`${name}: told ${told.netMinor}, in the ledger ${netMinor}`);
    if (owner(fact.body.member) !== owner(told.member))
      faults.push(`${name}: of ${fact.body.member}, not ${told.member}`);
  }
  for (const [name, { length }] of left)
    if (!name.startsWith('audit ')) faults.push(`nobody was told of ${name}, ${length} times in the ledger`);
  return faults;
}

/** The rows of each till follow each other by their hashes, from nothing, without a gap. */
function auditChains(rows: readonly OperationRow[]): string[] {
  const faults: string[] = [];
  let [chain, hash, next] = ['', '', 1];
  for (const row of rows) {
    const name = `${row.till} ${row.epoch}`;
    if (name !== chain) [chain, hash, next] = [name, '0'.repeat(64), 1];
    if (Number(row.sequence) !== next) faults.push(`${name}: ${row.sequence} follows ${next - 1}`);
    const expected = createHash('sha256').update(Buffer.from(hash, 'hex')).update(row.payload).digest('hex');
    if (expected !== row.hash) faults.push(`${name}: the hash of ${row.sequence} is another`);
    [hash, next] = [row.hash, Number(row.sequence) + 1];
  }
  return faults;
}

/** What stands in the tills' own journals stands at the hub, byte for byte, and nothing waits. */
function auditJournals(tills: Books['tills'], rows: readonly OperationRow[]): string[] {
  return [...tills].flatMap(([till, path]) => {
    const file = new Database(path, { readonly: true });
    try {
      const here = file
        .prepare<[], { hash: string }>('SELECT hash FROM journal ORDER BY epoch, sequence')
        .all()
        .map(({ hash }) => hash);
      const there = rows.filter((row) => row.till === till).map(({ hash }) => hash);
      const waiting = file
        .prepare<[], { count: number }>('SELECT count(*) AS count FROM outbox')
        .get()?.count;
      const isSame = here.length === there.length && here.every((hash, at) => hash === there[at]);
      return [
        ...(isSame ? [] : [`${till}: ${here.length} operations in its journal, ${there.length} at the hub`]),
        ...(waiting === 0 ? [] : [`${till}: ${waiting} operations wait`]),
      ];
    } finally {
      file.close();
    }
  });
}

async function auditSums(database: string): Promise<string[]> {
  const unbalanced = await query<{ operation: string; wallet: string; sum: string }>(
    database,
    `SELECT operation_id AS operation, wallet, sum(points)::text AS sum FROM postings
     GROUP BY operation_id, member_id, wallet HAVING sum(points) <> 0`,
  );
  return unbalanced.map(({ operation, wallet, sum }) => `postings of ${operation} sum to ${sum} ${wallet}`);
}

async function readAliases(database: string): Promise<(member: string) => string> {
  const rows = await query<{ alias: string; target: string }>(
    database,
    'SELECT alias, target FROM merged_members',
  );
  const targets = new Map(rows.map(({ alias, target }) => [alias, target]));
  const follow = (member: string): string => {
    const target = targets.get(member);
    return target === undefined ? member : follow(target);
  };
  return follow;
}

type Balances = Map<string, Map<string, number>>;
function add(balances: Balances, member: string, wallet: string, points: number): void {
  const own = balances.get(member) ?? new Map<string, number>();
  own.set(wallet, (own.get(wallet) ?? 0) + points);
  balances.set(member, own);
}

/** What members have by the answers of the tills. */
function balancesByTape({ opening, tape }: Books, aliasOf: (member: string) => string): Balances {
  const balances: Balances = new Map();
  const move = (member: string, points: Readonly<Record<string, number>>, sign: 1 | -1): void => {
    for (const [wallet, count] of Object.entries(points))
      add(balances, aliasOf(member), wallet, sign * count);
  };
  for (const [member, points] of opening) move(member, points, 1);
  for (const told of tape) {
    if (told.kind === 'purchase' && told.member !== null) {
      move(told.member, told.earned, 1);
      move(told.member, told.spent, -1);
    }
    if (told.kind === 'return' && told.member !== null) {
      move(told.member, told.back, 1);
      move(told.member, told.taken, -1);
    }
  }
  return balances;
}

/** What is the member's: every account but those where points come from and go to. */
const owned = "account IN ('available', 'pending', 'leased', 'debt')";

async function auditBalances(
  books: Books,
  aliasOf: (member: string) => string,
): Promise<{ faults: string[]; lowest: Record<string, number> }> {
  const faults: string[] = [];
  const told = balancesByTape(books, aliasOf);
  const ledger = await sumsOf(
    books.database,
    `SELECT member_id, wallet, sum(points)::text AS points FROM postings
    WHERE ${owned} GROUP BY member_id, wallet`,
  );
  const lots = await sumsOf(
    books.database,
    'SELECT member_id, wallet, sum(remaining)::text AS points FROM lots GROUP BY member_id, wallet',
  );
  for (const member of new Set([...told.keys(), ...ledger.keys()])) {
    const shown = await books.toldBalances(member);
    const wallets = new Set([...(told.get(member)?.keys() ?? []), ...(ledger.get(member)?.keys() ?? [])]);
    for (const wallet of wallets) {
      const of = (balances: Balances): number => balances.get(member)?.get(wallet) ?? 0;
      const all = [of(told), of(ledger), of(lots), shown[wallet] ?? 0];
      if (new Set(all).size > 1)
        faults.push(
          `${member} ${wallet}: ${all[0]} by the answers, ${all[1]} by postings, ${all[2]} by lots, ${all[3]} shown`,
        );
    }
  }
  const overdrafts = await auditOverdrafts(books, aliasOf);
  return { faults: [...faults, ...overdrafts.faults], lowest: overdrafts.lowest };
}

async function sumsOf(database: string, sql: string): Promise<Balances> {
  const balances: Balances = new Map();
  const rows = await query<{ member_id: string; wallet: string; points: string }>(database, sql);
  for (const row of rows) add(balances, row.member_id, row.wallet, Number(row.points));
  return balances;
}

/**
 * In the order in which the hub took them (of one till as they follow each other: a push that arrived first may have
 * waited for another of the same till, whose operations were booked before it): nobody was ever further below zero than the tills that were cut off could let
 * go, and what returns took back of points that were spent by then.
 */
async function auditOverdrafts(
  books: Books,
  aliasOf: (member: string) => string,
): Promise<{ faults: string[]; lowest: Record<string, number> }> {
  const faults: string[] = [];
  const lowest: Record<string, number> = {};
  const running: Balances = new Map();
  const [peaks, taken]: [Balances, Balances] = [new Map(), new Map()];
  for (const [member, points] of books.opening)
    for (const [wallet, count] of Object.entries(points)) {
      add(running, member, wallet, count);
      add(peaks, member, wallet, count);
    }
  const rows = await query<{ member_id: string; wallet: string; kind: string; points: string }>(
    books.database,
    `SELECT p.member_id, p.wallet, o.payload::json->>'kind' AS kind, sum(p.points)::text AS points
     FROM (SELECT *, max(received_at_ms) OVER (PARTITION BY till_id ORDER BY epoch, sequence) AS taken_at_ms
       FROM operations) o JOIN postings p ON p.operation_id = o.operation_id
     WHERE o.verdict = 'applied' AND p.${owned}
     GROUP BY o.till_id, o.epoch, o.sequence, o.taken_at_ms, o.payload, p.member_id, p.wallet
     ORDER BY o.taken_at_ms, o.till_id, o.epoch, o.sequence`,
  );
  for (const row of rows) {
    const [member, wallet, points] = [aliasOf(row.member_id), row.wallet, Number(row.points)];
    add(running, member, wallet, points);
    if (row.kind === 'return' && points < 0) add(taken, member, wallet, -points);
    const now = running.get(member)?.get(wallet) ?? 0;
    const peak = Math.max(peaks.get(member)?.get(wallet) ?? 0, now);
    peaks.set(member, new Map(peaks.get(member)).set(wallet, peak));
    lowest[wallet] = Math.min(lowest[wallet] ?? 0, now);
    const { points: most, share } = books.allowance[wallet] ?? { points: 0, share: 0 };
    const bound =
      books.tills.size * Math.min(most, Math.floor(peak * share)) + (taken.get(member)?.get(wallet) ?? 0);
    if (-now > bound) faults.push(`${member} ${wallet}: ${-now} below zero, at most ${bound} can be`);
  }
  return { faults, lowest };
}
