import type { Sentence } from '../contracts/sentence.ts';
import type { SqliteDatabase, SqliteReader } from '../sqlite/database.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import type { FileKey } from '../sqlite/file-key.ts';
import { findDamage } from '../sqlite/integrity.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { changedJournal, damagedFile } from './find-damage.ts';
import { readHubRefusal } from './hub-refusal.ts';
import { findBrokenLink } from './journal.ts';
import { tillMigrations } from './migrations.ts';
import { readBacklog } from './outbox.ts';
import { listQuarantine } from './quarantine.ts';

/** One thing that is not as it must be. `code` is stable, `detail` a sentence that says where; `finding-next.ts` says what to do. */
export type TillFinding = {
  readonly code:
    | 'cannot-open'
    | 'not-a-till'
    | 'schema'
    | 'damaged-pages'
    | 'broken-chain'
    | 'unbalanced-operation'
    | 'receipt-without-operation'
    | 'operation-without-answer'
    | 'quarantine'
    | 'hub-refuses';
  readonly detail: Sentence;
};

/**
 * Looks through a till's whole file without changing it; safe beside a running till. Empty when all is well.
 * Reads every row of the journal: seconds on a large file.
 */
export function examineTillFile(path: string, key: FileKey | null = null): TillFinding[] {
  let database: SqliteDatabase;
  try {
    database = openDatabase(path, { mode: 'read-only', key });
  } catch (error) {
    if (!(error instanceof DatabaseFailure)) throw error;
    const code = error.code === 'damaged' ? 'damaged-pages' : 'cannot-open';
    return [{ code, detail: openFault(error.message) }];
  }
  try {
    const damage = findDamage(database, 'full').map(damageFinding);
    // On damaged pages every further answer would be a guess.
    return damage.length > 0 ? damage : examineRows(database);
  } finally {
    database.close();
  }
}

const openFault = (why: string): Sentence => ({
  ru: `Файл данных не открывается (${why}).`,
  en: `The file of data cannot be opened (${why}).`,
});

const damageFinding = (what: string): TillFinding => ({ code: 'damaged-pages', detail: damagedFile(what) });

function examineRows(reader: SqliteReader): TillFinding[] {
  const schema = schemaFinding(reader);
  if (schema !== null) return [schema];
  return [
    ...chainFindings(reader),
    ...rowFindings(
      reader,
      'unbalanced-operation',
      `SELECT operation_id AS id FROM postings GROUP BY operation_id, member_id, wallet HAVING sum(points) <> 0`,
      (id) => ({
        ru: `Проводки операции ${id} не сходятся к нулю.`,
        en: `The postings of operation ${id} do not sum to 0.`,
      }),
    ),
    ...rowFindings(
      reader,
      'receipt-without-operation',
      // No operation: it is known to be lost, or at the hub alone.
      `SELECT purchase_id AS id FROM purchases LEFT JOIN journal USING (operation_id)
       WHERE state = 'confirmed' AND journal.sequence IS NULL AND operation_id <> ''
         AND operation_id NOT IN (SELECT key FROM quarantine)`,
      (id) => ({
        ru: `Покупка ${id} подтверждена, но в журнале нет её операции.`,
        en: `Purchase ${id} is confirmed, but the journal has no operation of it.`,
      }),
    ),
    ...rowFindings(
      reader,
      'operation-without-answer',
      `SELECT journal.operation_id AS id FROM journal LEFT JOIN answers USING (operation_id)
       WHERE answers.answer IS NULL AND json_extract(payload, '$.kind') <> 'audit'`,
      (id) => ({
        ru: `У операции ${id} нет сохранённого ответа: на повтор вызова ответить нечем.`,
        en: `Operation ${id} has no stored answer, so a repeated call could not be answered.`,
      }),
    ),
    ...quarantineFindings(reader),
    ...refusalFindings(reader),
  ];
}

const notATill: Sentence = {
  ru: 'В файле нет данных кассы.',
  en: 'The file holds no data of a till.',
};

function schemaFinding(reader: SqliteReader): TillFinding | null {
  const table = reader.get("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'");
  if (table === undefined) return { code: 'not-a-till', detail: notATill };
  const version =
    reader.get<{ version: number | null }>('SELECT max(version) AS version FROM schema_migrations')
      ?.version ?? 0;
  if (version === tillMigrations.length) return null;
  return {
    code: 'schema',
    detail: {
      ru: `Версия схемы файла — ${version}, программа работает с ${tillMigrations.length}.`,
      en: `The file has schema version ${version}, this program works with ${tillMigrations.length}.`,
    },
  };
}

function chainFindings(reader: SqliteReader): TillFinding[] {
  const broken = findBrokenLink(reader);
  return broken === null ? [] : [{ code: 'broken-chain', detail: changedJournal(broken) }];
}

/** At most so many of one kind: the first ones tell what happened. */
const mostOfAKind = 20;

const rowFindings = (
  reader: SqliteReader,
  code: TillFinding['code'],
  sql: string,
  detail: (id: string) => Sentence,
): TillFinding[] =>
  reader.all<{ id: string }>(`${sql} LIMIT ${mostOfAKind}`).map(({ id }) => ({ code, detail: detail(id) }));

function refusalFindings(reader: SqliteReader): TillFinding[] {
  const refusal = readHubRefusal(reader);
  if (refusal === null) return [];
  const { count } = readBacklog(reader);
  const detail = {
    ru: `Сервер ничего не принимает от этой кассы (${refusal.code}); ждут отправки операций: ${count}.`,
    en: `The hub takes nothing of this till (${refusal.code}); operations waiting: ${count}.`,
  };
  return [{ code: 'hub-refuses', detail }];
}

/** What waits for a decision of a person, the first ones by name. */
const quarantineFindings = (reader: SqliteReader): TillFinding[] =>
  listQuarantine(reader, mostOfAKind).map(({ source, key, code, detail }) => ({
    code: 'quarantine',
    detail: {
      ru: `${source === 'push' ? 'Операция' : 'Изменение'} ${key} ждёт решения в карантине: ${code}.`,
      en: `${source === 'push' ? 'Operation' : 'Change'} ${key} waits in quarantine: ${code}. ${detail}`,
    },
  }));
