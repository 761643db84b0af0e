import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { PackRecord } from '../records.ts';

const columns = `number, program_id AS programId, manifest, signature, key_id AS keyId, program,
  program_sha256 AS programSha256, activate_at_ms AS activateAtMs, published_at_ms AS publishedAtMs`;

export function readPacks(reader: SqliteReader, chainId: string): PackRecord[] {
  return reader.all<PackRecord>(`SELECT ${columns} FROM packs WHERE chain_id = ? ORDER BY number`, [chainId]);
}

export function readPack(reader: SqliteReader, chainId: string, number: number): PackRecord | undefined {
  return reader.get<PackRecord>(`SELECT ${columns} FROM packs WHERE chain_id = ? AND number = ?`, [
    chainId,
    number,
  ]);
}

export function readActivePack(reader: SqliteReader, chainId: string, nowMs: number): PackRecord | null {
  const row = reader.get<PackRecord>(
    `SELECT ${columns} FROM packs WHERE chain_id = ? AND activate_at_ms <= ? ORDER BY number DESC LIMIT 1`,
    [chainId, nowMs],
  );
  return row ?? null;
}

export const readActiveProgramSha256 = (
  reader: SqliteReader,
  chainId: string,
  nowMs: number,
): string | null =>
  reader.get<{ sha256: string }>(
    `SELECT program_sha256 AS sha256 FROM packs WHERE chain_id = ? AND activate_at_ms <= ?
     ORDER BY number DESC LIMIT 1`,
    [chainId, nowMs],
  )?.sha256 ?? null;

export function lastPackNumber(reader: SqliteReader, chainId: string): number {
  return (
    reader.get<{ number: number }>(
      `SELECT max(pack_floor, (SELECT coalesce(max(number), 0) FROM packs WHERE chain_id = ?)) AS number
       FROM chains WHERE chain_id = ?`,
      [chainId, chainId],
    )?.number ?? 0
  );
}

export function insertPack(writer: SqliteWriter, chainId: string, pack: PackRecord): void {
  writer.run(
    `INSERT INTO packs (chain_id, number, program_id, manifest, signature, key_id, program, program_sha256,
       activate_at_ms, published_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      chainId,
      pack.number,
      pack.programId,
      pack.manifest,
      pack.signature,
      pack.keyId,
      pack.program,
      pack.programSha256,
      pack.activateAtMs,
      pack.publishedAtMs,
    ],
  );
}

/** Tills that come later need no pack older than the one in use; its row in `packs` stays. */
export function forgetSupersededPacks(writer: SqliteWriter, chainId: string, nowMs: number): void {
  const active = readActivePack(writer, chainId, nowMs);
  if (active === null) return;
  writer.run(`DELETE FROM changes WHERE chain_id = ? AND stream = 'packs' AND CAST(key AS INTEGER) < ?`, [
    chainId,
    active.number,
  ]);
}
