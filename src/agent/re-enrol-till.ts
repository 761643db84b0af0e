import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Sentence } from '../contracts/sentence.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { SqliteDatabase } from '../sqlite/database.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import { migrate } from '../sqlite/migrate.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { readWalFrames } from '../sqlite/wal-frames.ts';
import { continueAs, lastEpoch } from '../store/continue-as.ts';
import { findTillDamage } from '../store/find-damage.ts';
import type { TillIdentity } from '../store/identity.ts';
import { tillMigrations } from '../store/migrations.ts';
import { readBacklog } from '../store/outbox.ts';
import { readSetting } from '../store/settings.ts';
import { makeTillKeys } from '../sync/keys.ts';
import { askToEnrol } from './ask-to-enrol.ts';
import { lockDataDir } from './data-lock.ts';
import {
  codeOfOtherChain,
  damagedData,
  databaseUnusable,
  hubTooOld,
  noTillIn,
  notEnrolled,
  salesOfOtherStore,
} from './start-refusals.ts';
import { tillDatabaseFile } from './till-files.ts';
import { settleNextKey, writeNextKey } from './till-key.ts';
import { keysInUse } from './till-keys.ts';
import { version } from './version.ts';

export type ReEnrolment = {
  readonly dataDir: string;
  readonly code: string;
  /** The hub as it is known when it is absent. */
  readonly hubUrl?: string | undefined;
};
export type ReEnrolled = {
  readonly store: string;
  readonly till: string;
  readonly epoch: number;
  /** Operations that were not delivered before and are delivered under the new name. */
  readonly waiting: number;
};

/**
 * Makes a stopped till with its data another till of the hub, or the same one anew: a new key, a new epoch, and what was
 * not delivered goes under the new name. For a copied folder, a lost key, a till the hub no longer knows. A kill at any
 * moment leaves the till as it was, or as it is to be; a code that was used up by then is replaced by the next one.
 */
export async function reEnrolTill(request: ReEnrolment): Promise<Result<ReEnrolled, Sentence>> {
  const { dataDir } = request;
  const path = join(dataDir, tillDatabaseFile);
  if (!existsSync(path)) return err(noTillIn(dataDir));
  const lock = lockDataDir(dataDir, 'till');
  if (!lock.ok) return err(lock.error.sentence);
  try {
    const keys = keysInUse(dataDir);
    if (!keys.ok) return keys;
    if (readWalFrames(`${path}-wal`).damaged) return err(damagedData(dataDir));
    const database = openDatabase(path, { secureDelete: true, key: keys.value.known });
    try {
      migrate(database, tillMigrations);
      return findTillDamage(database).length > 0
        ? err(damagedData(dataDir))
        : await reEnrol(database, request);
    } finally {
      database.close();
    }
  } catch (cause) {
    if (!(cause instanceof DatabaseFailure)) throw cause;
    return err(cause.code === 'damaged' ? damagedData(dataDir) : databaseUnusable(path, cause));
  } finally {
    lock.value();
  }
}

async function reEnrol(
  database: SqliteDatabase,
  { dataDir, code, hubUrl }: ReEnrolment,
): Promise<Result<ReEnrolled, Sentence>> {
  const known = readSetting<TillIdentity>(database, 'identity');
  if (known === null) return err(notEnrolled(dataDir));
  settleNextKey(dataDir, known);
  const keys = makeTillKeys();
  // Before the hub knows it: were it lost, nobody could speak for this till until the next code.
  writeNextKey(dataDir, keys);
  const afterEpoch = lastEpoch(database);
  const answer = await askToEnrol({
    ...{ hubUrl: hubUrl ?? known.hubUrl, code, keys, version, clock: systemClock, afterEpoch },
  });
  const identity = answer.ok ? answer.value : known;
  const refusal = answer.ok ? refusalOf(database, known, identity) : answer.error;
  if (refusal === null) {
    database.transaction((writer) => continueAs(writer, identity, Math.round(systemClock.wallMs())));
  }
  settleNextKey(dataDir, refusal === null ? identity : known);
  if (refusal !== null) return err(refusal);
  const { store, till, epoch } = identity;
  return ok({ store, till, epoch, waiting: readBacklog(database).count });
}

/** Why what the hub answered does not fit to these data; null when it does. */
function refusalOf(database: SqliteDatabase, known: TillIdentity, next: TillIdentity): Sentence | null {
  if (next.chain !== known.chain) return codeOfOtherChain(next.chain, known.chain);
  if (next.epoch <= lastEpoch(database)) return hubTooOld;
  const { count } = readBacklog(database);
  return next.store !== known.store && count > 0 ? salesOfOtherStore(count, known.store, next.store) : null;
}
