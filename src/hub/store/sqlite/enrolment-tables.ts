import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { AppliedEnrolment } from '../records.ts';
import { identifierOwner, writeIdentifiers } from './member-tables.ts';

/** Members that these ids were merged into; ids of their own are absent. */
export function readAliases(
  reader: SqliteReader,
  chainId: string,
  ids: readonly string[],
): Map<string, string> {
  const rows = reader.all<{ alias: string; target: string }>(
    `SELECT alias, target FROM json_each(?2) AS asked
     CROSS JOIN merged_members ON chain_id = ?1 AND alias = asked.value`,
    { 1: chainId, 2: JSON.stringify(ids) },
  );
  return new Map(rows.map(({ alias, target }) => [alias, target]));
}

export function readOwners(
  reader: SqliteReader,
  chainId: string,
  kind: 'card' | 'phoneHash',
  values: readonly string[],
): Map<string, string> {
  const owners = new Map<string, string>();
  for (const value of values) {
    const owner = identifierOwner(reader, chainId, kind, value);
    if (owner !== undefined) owners.set(value, owner);
  }
  return owners;
}

/** The identifiers, consent and aliases of enrolments; the members themselves are written before. */
export function writeEnrolments(
  writer: SqliteWriter,
  chainId: string,
  enrolments: readonly AppliedEnrolment[],
): void {
  for (const { operationId, alias, core, phone, consent } of enrolments) {
    writeIdentifiers(writer, chainId, core, phone, null);
    writer.run(
      `INSERT INTO consents (chain_id, member_id, operation_id, version, text, agreed_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [chainId, core.id, operationId, consent.version, consent.text, consent.at],
    );
    if (alias === null) continue;
    writer.run('INSERT INTO merged_members (chain_id, alias, target) VALUES (?, ?, ?)', [
      chainId,
      alias,
      core.id,
    ]);
  }
}
