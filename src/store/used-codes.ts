import type { SqliteDatabase } from '../sqlite/database.ts';

/** One changing code: a keyed hash of the kind of code and the card, its counter, and when it is too old anyway. */
export type UsedCode = { readonly card: string; readonly counter: number; readonly untilMs: number };

export type UsedCodeStore = {
  /**
   * True the first time a counter of a card is used, and then it is on the disk; false for it and every older one of
   * the card. Forgets what is too old at `nowMs`. Throws `DatabaseFailure`.
   */
  use(code: UsedCode, nowMs: number): boolean;
  count(): number;
};

export const createUsedCodeStore = (database: SqliteDatabase): UsedCodeStore => ({
  use: ({ card, counter, untilMs }, nowMs) =>
    database.transaction((writer) => {
      writer.run('DELETE FROM used_codes WHERE until_ms <= ?', [nowMs]);
      const written = writer.run(
        `INSERT INTO used_codes (card, counter, until_ms) VALUES (?, ?, ?)
         ON CONFLICT (card) DO UPDATE SET counter = excluded.counter, until_ms = excluded.until_ms
           WHERE excluded.counter > used_codes.counter`,
        [card, counter, untilMs],
      );
      return written > 0;
    }),
  count: () => database.get<{ count: number }>('SELECT count(*) AS count FROM used_codes')?.count ?? 0,
});
