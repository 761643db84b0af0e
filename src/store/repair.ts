import type { Sentence } from '../contracts/sentence.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import type { TillIdentity } from './identity.ts';
import { appendJournal, hashOfLink, type JournalHead, journalHead, writeAnchor } from './journal.ts';
import { spendOf } from './own-spends.ts';
import { dismissOperation } from './quarantine.ts';
import { deriveProjections, deriveReceipts } from './rebuild/derive.ts';
import { keepUnread } from './rebuild/keep-unread.ts';
import { readPayload } from './rebuild/salvage-row.ts';
import { renumbered, setAside } from './reissue.ts';
import { readSetting, writeSetting } from './settings.ts';

/** One thing that can be put right without losing anything; `detail` says what will be done. */
export type Repair = {
  readonly code: 'orphan-rows' | 'projections' | 'receipts' | 'hub-head';
  readonly detail: Sentence;
};

type Rule = Repair & {
  readonly isNeeded: (reader: SqliteReader) => boolean;
  readonly run: (writer: SqliteWriter, nowMs: number) => void;
};

const orphans: readonly (readonly [table: string, condition: string])[] = [
  ['lots', 'member_id NOT IN (SELECT id FROM members)'],
  ['identifiers', 'member_id NOT IN (SELECT id FROM members)'],
  ['barcodes', 'sku NOT IN (SELECT sku FROM goods)'],
  ['outbox', '(epoch, sequence) NOT IN (SELECT epoch, sequence FROM journal)'],
];
const has = (reader: SqliteReader, sql: string): boolean => reader.get(`${sql} LIMIT 1`) !== undefined;
const epochOf = (reader: SqliteReader): number => readSetting<TillIdentity>(reader, 'identity')?.epoch ?? 1;
type HubHead = { readonly epoch: number; readonly head: string; readonly headSequence: number };

const rules: readonly Rule[] = [
  {
    code: 'orphan-rows',
    detail: {
      ru: 'Строки, у которых нет своего клиента, товара или операции, удаляются; клиентов и товары сервер сообщит заново.',
      en: 'Rows whose member, article or operation is not there are removed; the hub tells members and goods anew.',
    },
    isNeeded: (reader) =>
      orphans.some(([table, condition]) => has(reader, `SELECT 1 FROM ${table} WHERE ${condition}`)),
    run: (writer) => {
      for (const [table, condition] of orphans) writer.run(`DELETE FROM ${table} WHERE ${condition}`);
      writer.run('UPDATE cursors SET cursor = 0, complete = 0');
    },
  },
  {
    code: 'projections',
    detail: {
      ru: 'Проводки баллов и список возвратов составляются заново по журналу.',
      en: 'The postings of the ledger and the list of returns are made anew from the journal.',
    },
    isNeeded: (reader) =>
      has(
        reader,
        'SELECT 1 FROM postings GROUP BY operation_id, member_id, wallet HAVING sum(points) <> 0',
      ) || has(reader, 'SELECT 1 FROM postings WHERE operation_id NOT IN (SELECT operation_id FROM journal)'),
    run: deriveProjections,
  },
  {
    code: 'receipts',
    detail: {
      ru: 'Покупки и ответы, которые есть в журнале, возвращаются на место; покупки без операции уходят в карантин.',
      en: 'Purchases and answers that the journal knows are put back; purchases without an operation go to the quarantine.',
    },
    isNeeded: (reader) =>
      has(
        reader,
        'SELECT 1 FROM journal LEFT JOIN answers USING (operation_id) WHERE answers.answer IS NULL',
      ) ||
      has(
        reader,
        `SELECT 1 FROM purchases LEFT JOIN journal USING (operation_id) WHERE state = 'confirmed'
           AND journal.sequence IS NULL AND operation_id <> '' AND operation_id NOT IN (SELECT key FROM quarantine)`,
      ),
    run: (writer, nowMs) => {
      deriveReceipts(writer);
      keepUnread(writer, nowMs);
    },
  },
  {
    code: 'hub-head',
    detail: {
      ru: 'До отправки чего бы то ни было касса спросит сервер, где у него конец журнала, и продолжит после него.',
      en: 'The hub is asked for its head before anything is delivered, and the journal goes on behind it.',
    },
    isNeeded: (reader) => {
      const hub = readSetting<HubHead>(reader, 'hub-head');
      if (hub === null || hub.epoch !== epochOf(reader) || readSetting(reader, 'rebuilt') !== null)
        return false;
      return hashOfLink(reader, hub.epoch, hub.headSequence) !== hub.head;
    },
    run: (writer) => writeSetting(writer, 'rebuilt', { epoch: epochOf(writer) }),
  },
];

/** What of the rows can be put right; pages and the chain are the rebuild's. */
export const planRepairs = (reader: SqliteReader): Repair[] =>
  rules.filter((rule) => rule.isNeeded(reader)).map(({ code, detail }) => ({ code, detail }));

export function runRepairs(writer: SqliteWriter, nowMs: number): Repair[] {
  const needed = rules.filter((rule) => rule.isNeeded(writer));
  for (const rule of needed) rule.run(writer, nowMs);
  return needed.map(({ code, detail }) => ({ code, detail }));
}

const notInQuarantine = (key: string): Sentence => ({
  ru: `В карантине нет ничего с именем ${key}.`,
  en: `Nothing of the name ${key} is in quarantine.`,
});

type Item = { readonly source: 'push' | 'pull'; readonly stream: string | null; readonly body: string };
const readItem = (reader: SqliteReader, key: string): Item | undefined =>
  reader.get<Item>('SELECT source, stream, body FROM quarantine WHERE key = ? ORDER BY id LIMIT 1', [key]);

/** Offers a quarantined operation to the hub again under a new number, or reads a change's stream anew. */
export function requeue(writer: SqliteWriter, key: string, nowMs: number): Result<null, Sentence> {
  const item = readItem(writer, key);
  if (item === undefined) return err(notInQuarantine(key));
  if (item.source === 'pull') {
    writer.run('UPDATE cursors SET cursor = 0, complete = 0 WHERE stream = ?', [item.stream]);
    writer.run("DELETE FROM quarantine WHERE source = 'pull' AND key = ?", [key]);
    return ok(null);
  }
  const operation = readPayload(item.body);
  if (operation === null || operation.id !== key) {
    return err({
      ru: `Операция ${key} прочитана не целиком; её можно только убрать (--discard).`,
      en: `Operation ${key} could not be read whole; it can only be discarded.`,
    });
  }
  const refused = writer.get<JournalHead>(
    'SELECT epoch, sequence, hash FROM journal WHERE operation_id = ?',
    [key],
  );
  if (refused !== undefined) {
    // The chain goes on over its place: the link there is known, the entry is kept beside the journal.
    setAside(writer, refused, nowMs);
    writeAnchor(writer, refused);
  }
  const head = journalHead(writer, epochOf(writer));
  appendJournal(writer, head, {
    operationId: key,
    memberId: operation.body.member,
    atMs: operation.clock.wallMs,
    payload: renumbered(writer, operation, { epoch: head.epoch, sequence: head.sequence + 1 }),
    ...spendOf(operation),
  });
  writer.run("DELETE FROM quarantine WHERE source = 'push' AND key = ?", [key]);
  return ok(null);
}

/** Takes something out of the quarantine for good: a person has seen to it elsewhere. */
export function discard(writer: SqliteWriter, key: string): Result<null, Sentence> {
  const item = readItem(writer, key);
  if (item === undefined) return err(notInQuarantine(key));
  if (item.source === 'push') dismissOperation(writer, key);
  else writer.run("DELETE FROM quarantine WHERE source = 'pull' AND key = ?", [key]);
  return ok(null);
}
