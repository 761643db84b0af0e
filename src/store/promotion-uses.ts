import type { Operation, OperationFact, PullResult } from '../contracts/sync.ts';
import { usesOf } from '../loyalty/ledger/promotion-uses.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { readSetting, writeSetting } from './settings.ts';
import { parseStored } from './stored-json.ts';

/** What the hub said last, and up to which own operation it knew of them. */
type Told = {
  readonly uses: Readonly<Record<string, number>>;
  readonly epoch: number;
  readonly sequence: number;
};

/** Uses of promotions with a limit in total: as the hub said, and own operations since then on top. */
export type PromotionUses = {
  /** For the quote at hand: the next sale counts on in the same record. */
  readonly now: () => Readonly<Record<string, number>>;
  /** An own operation that has just become durable; those that nobody tells of here are read from the journal. */
  readonly booked: (operation: OperationFact, sequence: number) => void;
  /** Something came into the journal that was not told here. */
  readonly readOn: () => void;
  /** Notes what a page says; part of the page's transaction. `kept` is called when that is on the disk. */
  readonly take: (writer: SqliteWriter, result: PullResult) => { readonly kept: () => void };
};

export function createPromotionUses(database: SqliteReader, epoch: () => number): PromotionUses {
  let told = readSetting<Told>(database, 'promotion-uses-told');
  // Before the hub has said anything only what is sold from now on is counted: a long journal is not read for it.
  let counted = told?.epoch === epoch() ? told.sequence : headOf(database, epoch());
  let sums: Record<string, number> = { ...told?.uses };
  /** Something behind `counted` may stand in the journal that was not told here. */
  let isBehind = true;
  const add = (operation: OperationFact, sequence: number): void => {
    counted = sequence;
    for (const [promotion, change] of usesOf(operation)) {
      sums[promotion] = Math.max(0, (sums[promotion] ?? 0) + change);
    }
  };
  return {
    now() {
      if (!isBehind) return sums;
      for (const operation of operationsAfter(database, epoch(), counted)) add(operation, operation.sequence);
      isBehind = false;
      return sums;
    },
    booked(operation, sequence) {
      if (sequence === counted + 1) add(operation, sequence);
      else isBehind = true;
    },
    readOn() {
      isBehind = true;
    },
    take(writer, { promotionUses: uses, appliedSequence: sequence }) {
      if (uses === undefined) return { kept: () => {} };
      const next = { uses, epoch: epoch(), sequence };
      // Written only when it changed: a page a second must not be a write a second.
      if (told === null || canonicalJson(told.uses) !== canonicalJson(uses) || told.epoch !== next.epoch)
        writeSetting(writer, 'promotion-uses-told', next);
      return {
        kept: () => {
          told = next;
          counted = sequence;
          sums = { ...uses };
          isBehind = true;
        },
      };
    },
  };
}

const headOf = (reader: SqliteReader, epoch: number): number =>
  reader.get<{ head: number }>('SELECT coalesce(max(sequence), 0) AS head FROM journal WHERE epoch = ?', [
    epoch,
  ])?.head ?? 0;

const operationsAfter = (reader: SqliteReader, epoch: number, sequence: number): Operation[] =>
  reader
    .all<{ payload: string }>(
      'SELECT payload FROM journal WHERE epoch = ? AND sequence > ? ORDER BY sequence',
      [epoch, sequence],
    )
    .map((row) => parseStored<Operation>(row.payload));
