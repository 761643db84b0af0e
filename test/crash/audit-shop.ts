import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { tillDatabaseFile } from '../../src/agent/till-files.ts';
import { hubDatabasePath } from '../../src/hub/init-chain.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import type { Journey } from './retrying-register.ts';
import { memberCount, openingPoints } from './shop-under-fire.ts';

type Operation = { readonly id: string; readonly payload: string };

function read<Row>(path: string, sql: string): Row[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}

/** How often each purchase and each return of one stands in a list of operations. */
function timesBooked(operations: readonly Operation[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { payload } of operations) {
    const { kind, body } = JSON.parse(payload);
    const name = `${kind} ${body.purchaseId}`;
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  return times;
}

/** Receipts lie in compressed blocks, a line each; the other operations in their rows. */
function readHubOperations(path: string): Operation[] {
  return read<Operation & { body: Uint8Array | null; place: number }>(
    path,
    `SELECT o.operation_id AS id, o.payload, o.place, b.body FROM operations AS o LEFT JOIN journal_blocks AS b
     ON b.chain_id = o.chain_id AND b.till_id = o.till_id AND b.epoch = o.epoch AND b.first_sequence = o.block_sequence
     WHERE o.verdict = 'applied'`,
  ).map(({ id, payload, body, place }) => ({
    id,
    payload: body === null ? payload : (zstdDecompressSync(body).toString().split('\n')[place] ?? ''),
  }));
}

/**
 * Everything at till and hub that is not as the register was told; from the files alone, without the product's code
 * but for its own examination.
 */
export function auditShop(folder: string, journeys: readonly Journey[]): string[] {
  const tillPath = join(folder, 't1', tillDatabaseFile);
  const hubPath = hubDatabasePath(join(folder, 'hub'));
  const faults = examineTillFile(tillPath).map(({ code, detail }) => `till: ${code}: ${detail}`);
  const sides = {
    till: read<Operation>(tillPath, 'SELECT operation_id AS id, payload FROM journal'),
    hub: readHubOperations(hubPath),
  };
  for (const [side, operations] of Object.entries(sides)) {
    const times = timesBooked(operations);
    for (const { purchaseId } of journeys) {
      for (const name of [`purchase ${purchaseId}`, `return ${purchaseId}`]) {
        if (times.get(name) !== 1) faults.push(`${side}: ${name} is booked ${times.get(name) ?? 0} times`);
      }
    }
    if (times.size !== journeys.length * 2) faults.push(`${side}: ${times.size} different operations`);
  }
  faults.push(...auditTill(tillPath, journeys), ...auditHub(hubPath, journeys));
  return faults;
}

function auditTill(path: string, journeys: readonly Journey[]): string[] {
  const jobs = read<{ id: string; state: string }>(path, 'SELECT purchase_id AS id, state FROM print_jobs');
  const states = new Map(
    read<{ id: string; state: string }>(path, 'SELECT purchase_id AS id, state FROM purchases').map((row) => [
      row.id,
      row.state,
    ]),
  );
  return journeys.flatMap(({ purchaseId }) => {
    const slips = jobs.filter(({ id }) => id === purchaseId).length;
    return [
      ...(slips === 1 ? [] : [`till: ${purchaseId} has ${slips} slips`]),
      ...(states.get(purchaseId) === 'confirmed' ? [] : [`till: ${purchaseId} is ${states.get(purchaseId)}`]),
      ...(states.get(`X-${purchaseId}`) === 'cancelled' ? [] : [`till: X-${purchaseId} is not cancelled`]),
    ];
  });
}

function auditHub(path: string, journeys: readonly Journey[]): string[] {
  const refused = read<{ code: string }>(path, "SELECT code FROM operations WHERE verdict = 'refused'");
  const unbalanced = read<{ id: string }>(
    path,
    'SELECT operation_id AS id FROM postings GROUP BY operation_id, member_id, wallet HAVING sum(points) <> 0',
  );
  const lots = new Map(
    read<{ id: string; points: number }>(
      path,
      'SELECT member_id AS id, sum(remaining) AS points FROM lots GROUP BY member_id',
    ).map(({ id, points }) => [id, points]),
  );
  const members = Array.from({ length: memberCount }, (_, index) => `m${index}`);
  return [
    ...refused.map(({ code }) => `hub: an operation was refused: ${code}`),
    ...unbalanced.map(({ id }) => `hub: postings of ${id} do not sum to 0`),
    ...members.flatMap((member) => {
      const own = journeys.filter((journey) => journey.member === member);
      const expected = openingPoints + own.reduce((sum, { points }) => sum + points, 0);
      return lots.get(member) === expected
        ? []
        : [`hub: ${member} has ${lots.get(member)} points, by the receipts ${expected}`];
    }),
  ];
}
