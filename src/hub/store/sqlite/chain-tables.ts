import { GENESIS_HASH } from '../../../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import { codeOfRow, type EnrolCodeRow } from '../enrol-code-row.ts';
import type { NewChain } from '../hub-store.ts';
import type { ChainConfig, ChainRecord, EnrolCodeRecord, TillRecord } from '../records.ts';
import { recordChanges } from './changes.ts';

/** The key of every change in the `config` stream: each till reads its own body under it. */
export const CONFIG_KEY = 'till';

export function insertChain(writer: SqliteWriter, chain: NewChain): void {
  writer.run(
    `INSERT INTO chains (chain_id, name, config, created_at_ms, generation)
     VALUES (?, ?, ?, ?, lower(hex(randomblob(16))))`,
    [chain.id, chain.name, JSON.stringify(chain.config), chain.nowMs],
  );
  writer.run('INSERT INTO signing_keys (chain_id, key_id, public_key, created_at_ms) VALUES (?, ?, ?, ?)', [
    chain.id,
    chain.signingKey.id,
    chain.signingKey.publicKey,
    chain.nowMs,
  ]);
  const token = chain.managerToken;
  writer.run(
    'INSERT INTO manager_tokens (chain_id, token_hash, name, role, created_at_ms) VALUES (?, ?, ?, ?, ?)',
    [chain.id, token.hash, token.name, token.role, chain.nowMs],
  );
  for (const store of chain.stores) {
    writer.run('INSERT INTO stores (chain_id, store_id, name) VALUES (?, ?, ?)', [
      chain.id,
      store.id,
      store.name,
    ]);
  }
  recordChanges(writer, chain.id, 'config', [CONFIG_KEY]);
}

/** The chain of this file; undefined before `hub init`. */
export function readChain(reader: SqliteReader): ChainRecord | undefined {
  const row = reader.get<{ chain_id: string; name: string; config: string; generation: string }>(
    'SELECT chain_id, name, config, generation FROM chains LIMIT 1',
  );
  if (row === undefined) return undefined;
  const { chain_id: id, name, generation } = row;
  return { id, name, generation, config: JSON.parse(row.config) as ChainConfig };
}

/** How far epochs jump when a backup is restored: enrolments that the backup does not know are passed over. */
const epochsOfRestore = 1000;
/** The same for packs. */
const packsOfRestore = 1000;

/** A restored backup is another life of the data: tills notice, and get epochs and packs above all they have seen. */
export function beginGeneration(writer: SqliteWriter, chainId: string): void {
  writer.run(
    `UPDATE chains SET generation = lower(hex(randomblob(16))), restores = restores + 1,
       pack_floor = max(pack_floor, (SELECT coalesce(max(number), 0) FROM packs WHERE chain_id = ?)) + ${packsOfRestore}
     WHERE chain_id = ?`,
    [chainId, chainId],
  );
}

type TillRow = {
  till_id: string;
  name: string;
  store_id: string;
  store_name: string;
  public_key: string | null;
  epoch: number;
  head: string;
  head_sequence: number;
  machine: string | null;
  version: string | null;
  staged_pack: number | null;
  health: string | null;
  last_seen_at_ms: number | null;
};
const tillColumns = `t.till_id, t.name, t.store_id, s.name AS store_name, t.public_key, t.epoch, t.head, t.head_sequence,
  t.machine, t.version, t.staged_pack, t.health, t.last_seen_at_ms
  FROM tills t JOIN stores s ON s.chain_id = t.chain_id AND s.store_id = t.store_id`;

const toTill = (row: TillRow): TillRecord => ({
  id: row.till_id,
  name: row.name,
  storeId: row.store_id,
  storeName: row.store_name,
  publicKey: row.public_key,
  epoch: row.epoch,
  head: row.head,
  headSequence: row.head_sequence,
  machine: row.machine,
  version: row.version,
  stagedPack: row.staged_pack,
  health: row.health,
  lastSeenAtMs: row.last_seen_at_ms,
});

export function readTill(reader: SqliteReader, chainId: string, tillId: string): TillRecord | null {
  const row = reader.get<TillRow>(`SELECT ${tillColumns} WHERE t.chain_id = ? AND t.till_id = ?`, [
    chainId,
    tillId,
  ]);
  return row === undefined ? null : toTill(row);
}

export function readTills(reader: SqliteReader, chainId: string): (TillRecord & { quarantine: number })[] {
  const refused = new Map(
    reader
      .all<{ till_id: string; count: number }>(
        `SELECT till_id, count(*) AS count FROM operations WHERE chain_id = ? AND verdict = 'refused' GROUP BY till_id`,
        [chainId],
      )
      .map((row) => [row.till_id, row.count]),
  );
  return reader
    .all<TillRow>(`SELECT ${tillColumns} WHERE t.chain_id = ? ORDER BY t.store_id, t.till_id`, [chainId])
    .map((row) => ({ ...toTill(row), quarantine: refused.get(row.till_id) ?? 0 }));
}

/** False when the till id stands in another store. Names that are not given keep what is there, or are the ids. */
export function ensureTill(
  writer: SqliteWriter,
  chainId: string,
  till: { storeId: string; storeName: string | null; tillId: string; tillName: string | null },
): boolean {
  const known = readTill(writer, chainId, till.tillId);
  if (known !== null && known.storeId !== till.storeId) return false;
  writer.run(
    `INSERT INTO stores (chain_id, store_id, name) VALUES (?, ?, ?)
     ON CONFLICT (chain_id, store_id) DO UPDATE SET name = coalesce(?, name)`,
    [chainId, till.storeId, till.storeName ?? till.storeId, till.storeName],
  );
  writer.run(
    `INSERT INTO tills (chain_id, till_id, store_id, name, epoch, head, head_sequence) VALUES (?, ?, ?, ?, 0, ?, 0)
     ON CONFLICT (chain_id, till_id) DO UPDATE SET name = coalesce(?, name)`,
    [chainId, till.tillId, till.storeId, till.tillName ?? till.tillId, GENESIS_HASH, till.tillName],
  );
  if (till.storeName !== null || till.tillName !== null)
    recordChanges(writer, chainId, 'config', [CONFIG_KEY]);
  return true;
}

export function readEnrolCode(
  reader: SqliteReader,
  chainId: string,
  selector: string,
): EnrolCodeRecord | null {
  const row = reader.get<EnrolCodeRow>(
    'SELECT selector, code_hash, till_id, expires_at_ms, tries_left FROM enrol_codes WHERE chain_id = ? AND selector = ?',
    [chainId, selector],
  );
  return row === undefined ? null : codeOfRow(row);
}

export function insertEnrolCode(writer: SqliteWriter, chainId: string, code: EnrolCodeRecord): void {
  writer.run(
    `INSERT INTO enrol_codes (chain_id, selector, code_hash, till_id, expires_at_ms, tries_left)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [chainId, code.selector, code.codeHash, code.tillId, code.expiresAtMs, code.triesLeft],
  );
}

/** A new machine at this till: the next epoch, an empty journal. */
export function enrolTill(
  writer: SqliteWriter,
  chainId: string,
  tillId: string,
  machine: { publicKey: string; machine: string; version: string; afterEpoch: number; nowMs: number },
): void {
  writer.run(
    `UPDATE tills SET public_key = ?, machine = ?, version = ?, last_seen_at_ms = ?,
       epoch = 1 + max(epoch, ?, ${epochsOfRestore} * (SELECT restores FROM chains c WHERE c.chain_id = tills.chain_id)),
       head = ?, head_sequence = 0, members_cursor = 0, staged_pack = NULL,
       health = NULL WHERE chain_id = ? AND till_id = ?`,
    [
      machine.publicKey,
      machine.machine,
      machine.version,
      machine.nowMs,
      machine.afterEpoch,
      GENESIS_HASH,
      chainId,
      tillId,
    ],
  );
  // The other tills of its store get its key.
  recordChanges(writer, chainId, 'config', [CONFIG_KEY]);
}
