import Database from 'better-sqlite3';

// Knows receipts, and the arithmetic that hangs in the shop: dairy 20 % off, one point for every 20 roubles paid, a point
// pays a rouble, at most half with points. Reads the files with plain SQL. No code of the product, no ledger.

export type SoldLine = {
  readonly id: string;
  readonly dairy: boolean;
  /** Kopecks, whole roubles. */
  readonly price: number;
  readonly quantity: number;
};

/** What a register sold and heard. Money in kopecks, points whole. */
export type Sale = {
  readonly till: string;
  readonly operationId: string;
  readonly purchaseId: string;
  /** When it truly was: by the clock on the wall of the shop, not the till's. */
  readonly atMs: number;
  readonly member: string | null;
  readonly lines: readonly SoldLine[];
  readonly told: {
    readonly gross: number;
    readonly net: number;
    readonly earned: number;
    readonly paid: number;
  };
};
export type Return = {
  readonly till: string;
  readonly operationId: string;
  readonly purchaseId: string;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
  readonly told: {
    readonly net: number;
    readonly back: number;
    readonly taken: number;
    readonly whole: boolean;
  };
};
export type Enrolment = { readonly till: string; readonly operationId: string; readonly member: string };

/** The day's paper: everything a register was told, in the order in which it was told. */
export type Paper = {
  /** Points of each member before the first sale. */
  readonly opening: Map<string, number>;
  readonly sales: Sale[];
  readonly returns: Return[];
  readonly enrolments: Enrolment[];
  /** Purchases that were cancelled. */
  readonly cancelled: Set<string>;
};

export const emptyPaper = (): Paper => ({
  opening: new Map(),
  sales: [],
  returns: [],
  enrolments: [],
  cancelled: new Set(),
});

/** `nowMs`: the hub's time at which the files are looked at. */
export type Files = {
  readonly hub: string;
  readonly tills: ReadonlyMap<string, string>;
  readonly nowMs: number;
};
type Check = (holds: boolean, what: () => string) => void;

function rows<Row>(path: string, sql: string): Row[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** The receipt done again by hand. */
function auditSale(sale: Sale, check: Check): void {
  const gross = total(sale.lines.map(({ price, quantity }) => price * quantity));
  const off = total(sale.lines.map(({ dairy, price, quantity }) => (dairy ? (price * quantity) / 5 : 0)));
  const { told } = sale;
  const name = `sale ${sale.purchaseId}`;
  check(told.gross === gross, () => `${name}: gross ${told.gross}, by hand ${gross}`);
  const due = gross - off - told.paid * 100;
  check(told.net === due, () => `${name}: net ${told.net}, by hand ${due}`);
  check(
    told.paid * 200 <= gross - off,
    () => `${name}: ${told.paid} points pay more than half of ${gross - off}`,
  );
  const points = sale.member === null ? 0 : Math.floor(told.net / 2000);
  check(told.earned === points, () => `${name}: ${told.earned} points, by hand ${points}`);
}

/** All that came back of one purchase, and what it gave. */
function auditReturns(sale: Sale, returns: readonly Return[], check: Check): void {
  const name = `returns of ${sale.purchaseId}`;
  const net = total(returns.map(({ told }) => told.net));
  check(net <= sale.told.net, () => `${name} pay ${net}, the sale took ${sale.told.net}`);
  const isWhole = sale.lines.every(
    ({ id, quantity }) =>
      total(
        returns.flatMap(({ lines }) => lines.filter((line) => line.id === id)).map((line) => line.quantity),
      ) === quantity,
  );
  check(returns.some(({ told }) => told.whole) === isWhole, () => `${name}: whole is ${isWhole} by hand`);
  if (!isWhole) return;
  const back = total(returns.map(({ told }) => told.back));
  const taken = total(returns.map(({ told }) => told.taken));
  check(net === sale.told.net, () => `${name}: all is back, paid ${net} of ${sale.told.net}`);
  check(back === sale.told.paid, () => `${name}: all is back, points ${back} of ${sale.told.paid}`);
  check(taken === sale.told.earned, () => `${name}: all is back, taken ${taken} of ${sale.told.earned}`);
}

type Booked = { readonly id: string; readonly till: string; readonly points: number };

/** Every operation that was told is booked once, in the order it was told, and nothing else is. */
function auditOrder(
  place: string,
  booked: readonly { id: string }[],
  told: readonly string[],
  check: Check,
): void {
  const ids = booked.map(({ id }) => id);
  const seen = new Set(ids);
  check(seen.size === ids.length, () => `${place}: ${ids.length - seen.size} operations are booked twice`);
  for (const id of told) check(seen.has(id), () => `${place}: operation ${id} is lost`);
  const known = new Set(told);
  for (const id of ids) check(known.has(id), () => `${place}: operation ${id} was told to nobody`);
  check(ids.join() === told.join(), () => `${place}: the order is not the one in which they were told`);
}

function auditFile(place: string, path: string, check: Check): void {
  const unbalanced = rows<{ id: string }>(
    path,
    'SELECT operation_id AS id FROM postings GROUP BY operation_id, member_id, wallet HAVING sum(points) <> 0',
  );
  for (const { id } of unbalanced) check(false, () => `${place}: postings of ${id} do not sum to 0`);
}

/**
 * Points earned today can be spent now and end a year after their sale or, where a till had to guess the time, a little
 * later, whatever its clock said.
 */
function auditDates({ sales }: Paper, { hub, nowMs }: Files, check: Check): void {
  const soldMs = new Map(sales.map(({ operationId, atMs }) => [`${operationId}:main`, atMs]));
  const yearMs = 365 * 86_400_000;
  const lots = rows<{ id: string; active: string; ends: string | null }>(
    hub,
    'SELECT lot_id AS id, active_at AS active, expires_at AS ends FROM lots WHERE points > 0',
  );
  for (const { id, active, ends } of lots) {
    check(Date.parse(active) <= nowMs, () => `hub: points ${id} sleep until ${active}`);
    const leftMs = Date.parse(ends ?? '') - nowMs;
    check(
      leftMs > yearMs * 0.9 && leftMs <= yearMs,
      () =>
        `hub: points ${id} end at ${ends}, ${Math.round((leftMs - yearMs) / 1000)} s more than a year from ${new Date(nowMs).toISOString()}`,
    );
    const atMs = soldMs.get(id);
    // The second: a till knows the hub's time as well as its last answer told it.
    check(
      atMs === undefined || Date.parse(ends ?? '') >= atMs + yearMs - 1000,
      () => `hub: points ${id} end at ${ends}, sold at ${new Date(atMs ?? 0).toISOString()}`,
    );
  }
}

/** Points of each member by the paper. */
function balancesOf(paper: Paper): Map<string, number> {
  const balances = new Map(paper.opening);
  const add = (member: string | null, points: number): void => {
    if (member !== null) balances.set(member, (balances.get(member) ?? 0) + points);
  };
  const memberOf = new Map(paper.sales.map(({ purchaseId, member }) => [purchaseId, member]));
  for (const { member } of paper.enrolments) add(member, 0);
  for (const { member, told } of paper.sales) add(member, told.earned - told.paid);
  for (const { purchaseId, told } of paper.returns)
    add(memberOf.get(purchaseId) ?? null, told.back - told.taken);
  return balances;
}

/** Money each member spent, less what came back, by the paper. */
function spendOf(paper: Paper, member: string): number {
  const own = paper.sales.filter((sale) => sale.member === member);
  const ids = new Set(own.map(({ purchaseId }) => purchaseId));
  const back = paper.returns.filter(({ purchaseId }) => ids.has(purchaseId));
  return total(own.map(({ told }) => told.net)) - total(back.map(({ told }) => told.net));
}

function auditMembers(paper: Paper, { hub, tills }: Files, check: Check): void {
  const lots = `SELECT members.id, coalesce(sum(remaining), 0) AS points FROM members
    LEFT JOIN lots ON lots.member_id = members.id GROUP BY members.id`;
  const atHub = new Map(
    rows<{ id: string; points: number; spend: number }>(
      hub,
      `SELECT members.member_id AS id,
         (SELECT coalesce(sum(spend_minor), 0) FROM member_spend AS own WHERE own.member_id = members.member_id) AS spend,
         (SELECT coalesce(sum(remaining), 0) FROM lots WHERE lots.member_id = members.member_id) AS points FROM members`,
    ).map((row) => [row.id, row]),
  );
  const atTills = [...tills].map(
    ([till, path]) =>
      [
        till,
        new Map(rows<{ id: string; points: number }>(path, lots).map(({ id, points }) => [id, points])),
      ] as const,
  );
  for (const [member, points] of balancesOf(paper)) {
    const known = atHub.get(member);
    check(
      known?.points === points,
      () => `hub: ${member} has ${known?.points} points, by the paper ${points}`,
    );
    const spend = spendOf(paper, member);
    check(known?.spend === spend, () => `hub: ${member} spent ${known?.spend}, by the paper ${spend}`);
    for (const [till, balances] of atTills) {
      const told = balances.get(member);
      check(told === points, () => `till ${till}: ${member} has ${told} points, by the paper ${points}`);
    }
  }
}

/** Everything that does not add up, in words. All tills have talked to the hub before. */
export function audit(paper: Paper, files: Files): string[] {
  const faults: string[] = [];
  const check: Check = (holds, what) => {
    if (!holds) faults.push(what());
  };
  for (const sale of paper.sales) {
    auditSale(sale, check);
    const own = paper.returns.filter(({ purchaseId }) => purchaseId === sale.purchaseId);
    auditReturns(sale, own, check);
  }
  const fromHub = rows<Booked>(
    files.hub,
    `SELECT operation_id AS id, till_id AS till FROM operations WHERE verdict = 'applied'
     ORDER BY till_id, epoch, sequence`,
  );
  const refused = rows<{ code: string; till: string }>(
    files.hub,
    "SELECT code, till_id AS till FROM operations WHERE verdict = 'refused'",
  );
  for (const { code, till } of refused)
    check(false, () => `hub: an operation of ${till} was refused: ${code}`);
  for (const [till, path] of files.tills) {
    const told = toldBy(paper, till);
    const journal = rows<{ id: string }>(
      path,
      'SELECT operation_id AS id FROM journal ORDER BY epoch, sequence',
    );
    auditOrder(`till ${till}`, journal, told, check);
    auditOrder(
      `hub for ${till}`,
      fromHub.filter((one) => one.till === till),
      told,
      check,
    );
    auditFile(`till ${till}`, path, check);
    const closed = rows<{ id: string }>(
      path,
      "SELECT purchase_id AS id FROM purchases WHERE state = 'cancelled'",
    );
    for (const { id } of closed)
      check(paper.cancelled.has(id), () => `till ${till}: ${id} was not cancelled`);
  }
  auditFile('hub', files.hub, check);
  auditDates(paper, files, check);
  auditMembers(paper, files, check);
  return faults;
}

const order = new WeakMap<object, number>();
let next = 0;

/** Puts an answer on the paper, after all that was told before. */
export function note<Told extends object>(list: Told[], told: Told): void {
  next += 1;
  order.set(told, next);
  list.push(told);
}

function toldBy(paper: Paper, till: string): string[] {
  return [...paper.sales, ...paper.returns, ...paper.enrolments]
    .filter((told) => told.till === till)
    .sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0))
    .map(({ operationId }) => operationId);
}
