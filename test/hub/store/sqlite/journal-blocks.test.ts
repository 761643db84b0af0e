import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { OperationRow } from '../../../../src/hub/store/records.ts';
import {
  type KeptPayload,
  keepPayloads,
  payloadColumns,
  payloadsOf,
} from '../../../../src/hub/store/sqlite/journal-blocks.ts';
import { hubMigrations } from '../../../../src/hub/store/sqlite/migrations.ts';
import { migrate } from '../../../../src/sqlite/migrate.ts';
import { openDatabase } from '../../../../src/sqlite/open-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const journal = { chainId: 'c', tillId: 't', epoch: 1 };

/** Writes rows as a push does, and what is read back of all of them. */
function openJournal() {
  const database = openDatabase(join(temporaryFolder(), 'hub.sqlite'));
  onTestFinished(() => database.close());
  migrate(database, hubMigrations);
  return {
    database,
    push: (rows: readonly OperationRow[]) =>
      database.transaction((writer) => {
        keepPayloads(writer, journal, rows).forEach(({ payload, blockSequence, place }, index) => {
          writer.run(
            `INSERT INTO operations (chain_id, till_id, epoch, sequence, hash, payload, verdict, received_at_ms,
               block_sequence, place) VALUES ('c', 't', 1, ?, 'h', ?, 'applied', 0, ?, ?)`,
            [rows[index]?.sequence ?? 0, payload, blockSequence, place],
          );
        });
      }),
    texts: (order = 'ASC') =>
      payloadsOf(
        database,
        database.all<KeptPayload>(
          `SELECT ${payloadColumns} FROM operations AS o ORDER BY o.sequence ${order}`,
        ),
      ),
    blocks: () => database.all('SELECT first_sequence FROM journal_blocks').length,
  };
}

const row = (sequence: number, payload: string, member: string | null | undefined = null): OperationRow => ({
  ...{ sequence, payload, operationId: null, hash: 'h', verdict: 'applied', code: null, detail: null },
  packable: member === undefined ? null : { member },
});
const receipt = (number: number): string =>
  JSON.stringify({ number, goods: 'Хлеб бородинский 😀 '.repeat(50) });

it('receipts of a push are one block and come back byte for byte, in any order, beside what is not one', () => {
  const { push, texts, blocks } = openJournal();
  const enrolment = '{"kind":"enrolment"}';
  push([row(1, receipt(1)), { ...row(2, enrolment), packable: null }, row(3, receipt(3), 'anna')]);
  push([row(4, receipt(4))]);
  const all = [receipt(1), enrolment, receipt(3), receipt(4)];
  expect(texts()).toEqual(all);
  expect(texts('DESC')).toEqual([...all].reverse());
  expect(blocks()).toBe(2);
});

it('a text of several lines, which would be cut, and a short one stay in their rows', () => {
  const { database, push, texts, blocks } = openJournal();
  const lines = `{"a":\n"${'b'.repeat(2000)}"}`;
  push([row(1, lines), row(2, receipt(2), 'anna'), row(3, lines)]);
  push([row(4, '{}')]);
  expect(texts()).toEqual([lines, receipt(2), lines, '{}']);
  expect(blocks()).toBe(1);
  expect(
    database.get(
      "SELECT json_extract(payload, '$.body.member') AS member FROM operations WHERE sequence = 2",
    ),
  ).toEqual({ member: 'anna' });
});
