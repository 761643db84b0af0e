import type { SqliteDatabase, SqliteWriter } from '../sqlite/database.ts';
import { type HubContact, readContact, writeContact } from './contact.ts';

/** A contact may be known in memory alone for so long: after a power cut the till takes itself to be that much longer offline. */
const unwrittenContactMs = 30_000;

/**
 * The last contact, asked several times a quote and made with every exchange: kept in memory, and written together with
 * what the exchange brought. A wait for the disk of its own is left for an exchange that brings nothing for long.
 */
export function keepContact(database: SqliteDatabase, bootId: string) {
  let known = readContact(database, bootId);
  let written = known;
  const write = (writer: SqliteWriter): HubContact | null => {
    if (known !== null && known !== written) writeContact(writer, known, bootId);
    return known;
  };
  const flush = (): void => {
    if (known !== written) written = database.transaction(write);
  };
  return {
    get: () => known,
    set(contact: Omit<HubContact, 'sameProcess'>): void {
      known = {
        hubTimeMs: Math.round(contact.hubTimeMs),
        wallMs: Math.round(contact.wallMs),
        monotonicMs: contact.monotonicMs,
        sameProcess: true,
      };
      const isLong = written === null || known.monotonicMs - written.monotonicMs >= unwrittenContactMs;
      if (isLong || !written?.sameProcess) flush();
    },
    /** A transaction that takes the contact along. */
    within<T>(work: (writer: SqliteWriter) => T): T {
      const { outcome, contact } = database.transaction((writer) => ({
        outcome: work(writer),
        contact: write(writer),
      }));
      written = contact;
      return outcome;
    },
    flush,
  };
}
