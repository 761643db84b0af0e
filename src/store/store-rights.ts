import { assert } from '../shared/assert.ts';
import type { Clock } from '../shared/ports.ts';
import type { SqliteDatabase, SqliteReader, SqliteWriter } from '../sqlite/database.ts';

/** What passed between this till and the others of its store, in 10^-scale points. */
export type RightsStanding = { readonly received: number; readonly given: number };

export type AskedTransfer = {
  readonly transferId: string;
  /** Address of the till that was asked. */
  readonly peer: string;
  readonly member: string;
  readonly wallet: string;
  /** 10^-scale points. */
  readonly points: number;
};

const none: RightsStanding = { received: 0, given: 0 };

export const readRights = (reader: SqliteReader, member: string, wallet: string): RightsStanding =>
  reader.get<{ received: number; given: number }>(
    'SELECT received, given FROM store_rights WHERE member_id = ? AND wallet = ?',
    [member, wallet],
  ) ?? none;

function addRights(
  writer: SqliteWriter,
  { member, wallet }: { readonly member: string; readonly wallet: string },
  { received, given }: RightsStanding,
): void {
  writer.run(
    `INSERT INTO store_rights (member_id, wallet, received, given) VALUES (?, ?, ?, ?)
     ON CONFLICT (member_id, wallet) DO UPDATE SET received = received + excluded.received,
       given = given + excluded.given`,
    [member, wallet, received, given],
  );
}

const columns = 'transfer_id, direction, peer, member_id, wallet, points, at_ms';

/**
 * Gives rights away, once for a transfer: asked again, it answers what it gave then. `free`: what can be given now.
 * Null when the id belongs to another transfer.
 */
export function giveRights(
  writer: SqliteWriter,
  transfer: AskedTransfer & { readonly atMs: number },
  free: () => number,
): number | null {
  const { transferId, peer, member, wallet, atMs } = transfer;
  const known = writer.get<{
    direction: string;
    peer: string;
    member: string;
    wallet: string;
    points: number;
  }>(
    `SELECT direction, peer, member_id AS member, wallet, points FROM store_transfers WHERE transfer_id = ?`,
    [transferId],
  );
  if (known !== undefined) {
    const same =
      known.direction === 'given' &&
      known.peer === peer &&
      known.member === member &&
      known.wallet === wallet;
    return same ? known.points : null;
  }
  const points = Math.max(0, Math.min(transfer.points, free()));
  assert(Number.isSafeInteger(points), 'rights are whole points');
  writer.run(`INSERT INTO store_transfers (${columns}) VALUES (?, 'given', ?, ?, ?, ?, ?)`, [
    transferId,
    peer,
    member,
    wallet,
    points,
    atMs,
  ]);
  if (points > 0) addRights(writer, { member, wallet }, { received: 0, given: points });
  return points;
}

/** Notes a transfer before it is asked for: an answer that comes after a crash still counts. */
function askRights(
  writer: SqliteWriter,
  { transferId, peer, member, wallet, points, atMs }: AskedTransfer & { readonly atMs: number },
): void {
  writer.run(`INSERT INTO store_transfers (${columns}) VALUES (?, 'asked', ?, ?, ?, ?, ?)`, [
    transferId,
    peer,
    member,
    wallet,
    points,
    atMs,
  ]);
}

/** Takes what another till gave, once. False when it was not asked for, is taken already, or is more than was asked. */
function takeRights(writer: SqliteWriter, transferId: string, given: number): boolean {
  const asked = writer.get<{ member: string; wallet: string; points: number }>(
    `SELECT member_id AS member, wallet, points FROM store_transfers
     WHERE transfer_id = ? AND direction = 'asked'`,
    [transferId],
  );
  if (asked === undefined || given > asked.points) return false;
  writer.run('DELETE FROM store_transfers WHERE transfer_id = ?', [transferId]);
  if (given > 0) addRights(writer, asked, { received: given, given: 0 });
  return true;
}

/** Transfers that were asked for and never answered, oldest first. */
const openTransfers = (reader: SqliteReader): AskedTransfer[] =>
  reader.all<AskedTransfer>(
    `SELECT transfer_id AS transferId, peer, member_id AS member, wallet, points FROM store_transfers
     WHERE direction = 'asked' ORDER BY at_ms, transfer_id LIMIT 200`,
  );

/** A transfer is answered again for so long; rights that were still on their way then are lost, never doubled. */
const transfersKeptMs = 3 * 86_400_000;

const forgetOldTransfers = (writer: SqliteWriter, nowMs: number): number =>
  writer.run('DELETE FROM store_transfers WHERE at_ms < ?', [nowMs - transfersKeptMs]);

export type StoreRightsStore = {
  /** Notes what other tills are about to be asked for, durably. */
  ask(transfers: readonly AskedTransfer[]): void;
  /** Takes what they gave; how many of them were waited for. */
  take(given: readonly { readonly transferId: string; readonly points: number }[]): number;
  /** Asked for and not answered. */
  open(): AskedTransfer[];
};

/** The asking side; giving is part of the sale's writer, which knows what is free. Each call is one transaction. */
export const createStoreRightsStore = (database: SqliteDatabase, clock: Clock): StoreRightsStore => ({
  ask: (transfers) =>
    database.transaction((writer) => {
      const atMs = Math.round(clock.wallMs());
      forgetOldTransfers(writer, atMs);
      for (const transfer of transfers) askRights(writer, { ...transfer, atMs });
    }),
  take: (given) =>
    database.transaction(
      (writer) => given.filter(({ transferId, points }) => takeRights(writer, transferId, points)).length,
    ),
  open: () => openTransfers(database),
});
