import type { Sentence } from '../contracts/sentence.ts';
import type { SqliteReader } from '../sqlite/database.ts';
import { findDamage } from '../sqlite/integrity.ts';
import { type BrokenLink, findBrokenLink } from './journal.ts';

/** Columns that hold JSON this program wrote: bytes that a disk changed inside a row seldom leave it JSON. */
const jsonColumns = [
  ['settings', 'value'],
  ['members', 'record'],
  ['goods', 'body'],
  ['packs', 'body'],
  ['answers', 'answer'],
  ['held_receipts', 'cart'],
  ['held_receipts', 'quote'],
  ['personal_data', 'body'],
] as const;

/**
 * What of a till's file is not as it was written, as sentences: pages and references, the journal's chain, stored JSON.
 * Reads the whole file. A changed letter inside a name or a number of a member is not noticed: the hub tells those anew.
 */
export function findTillDamage(reader: SqliteReader): Sentence[] {
  const pages = findDamage(reader, 'full');
  if (pages.length > 0) return pages.map(damagedFile);
  const broken = findBrokenLink(reader);
  const chain = broken === null ? [] : [changedJournal(broken)];
  const texts = jsonColumns
    .filter(
      ([table, column]) =>
        // An empty answer stands for one that was lost.
        reader.get(`SELECT 1 FROM ${table} WHERE ${column} <> '' AND NOT json_valid(${column}) LIMIT 1`) !==
        undefined,
    )
    .map(([table, column]) => ({
      ru: `В строке таблицы ${table} в столбце ${column} не то, что было записано.`,
      en: `A row of ${table} has a ${column} that is not what was written.`,
    }));
  return [...chain, ...texts];
}

/** `what`: SQLite's own words. */
export const damagedFile = (what: string): Sentence => ({
  ru: `Файл данных повреждён (${what}).`,
  en: `The file of data is damaged (${what}).`,
});

export const changedJournal = ({ sequence, epoch }: BrokenLink): Sentence => ({
  ru: `Журнал изменён на операции ${sequence} эпохи ${epoch}.`,
  en: `The journal was changed at operation ${sequence} of epoch ${epoch}.`,
});
