import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sentence } from '../contracts/sentence.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { SqliteDatabase } from '../sqlite/database.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import { type FileKey, type FileKeys, kindOfFile } from '../sqlite/file-key.ts';
import { migrate } from '../sqlite/migrate.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { readWalFrames } from '../sqlite/wal-frames.ts';
import { damagedFile, findTillDamage } from '../store/find-damage.ts';
import { tillMigrations } from '../store/migrations.ts';
import { replaceDamaged } from '../store/rebuild/replace-file.ts';
import { discard, planRepairs, requeue, runRepairs } from '../store/repair.ts';
import { listBackups } from './daily-backup.ts';
import { lockDataDir } from './data-lock.ts';
import { readIdentityFile } from './identity-file.ts';
import { asideFolder, backupsFolder, tillDatabaseFile } from './till-files.ts';
import { keysInUse } from './till-keys.ts';

export type RepairWishes = {
  /** Keys of the quarantine to offer to the hub again, and to drop. */
  readonly requeue: readonly string[];
  readonly discard: readonly string[];
};
export type RepairDone = {
  readonly done: readonly Sentence[];
  /** The data as they were before: the way back. Null when nothing was done. */
  readonly kept: string | null;
};

/** Hears what will be done before anything is; false stops it. */
type Agree = (plan: readonly Sentence[]) => Promise<boolean>;

/**
 * Puts a stopped till's data right: damaged pages by rebuilding the file, rows by rules that lose nothing, the quarantine as
 * wished. The file is copied aside first.
 */
export async function repairTill(
  dataDir: string,
  wishes: RepairWishes,
  agree: Agree,
): Promise<Result<RepairDone, Sentence>> {
  const lock = lockDataDir(dataDir, 'till');
  if (!lock.ok) return err(lock.error.sentence);
  try {
    const path = join(dataDir, tillDatabaseFile);
    const found = keysInUse(dataDir);
    if (!found.ok) return found;
    const keys = keysAsItLies(path, found.value);
    const rebuilt = await rebuildIfDamaged(dataDir, path, keys, agree);
    if (rebuilt === 'refused') return ok({ done: [], kept: null });
    const database = openDatabase(path, { secureDelete: true, key: keys.known });
    try {
      migrate(database, tillMigrations);
      const repaired = await repairRows(database, dataDir, wishes, agree);
      if (!repaired.ok || rebuilt === null) return repaired;
      return ok({ done: [...rebuilt.done, ...repaired.value.done], kept: rebuilt.kept });
    } finally {
      database.close();
    }
  } catch (cause) {
    if (cause instanceof DatabaseFailure) return err(cannotRepair(cause.message));
    throw cause;
  } finally {
    lock.value();
  }
}

const cannotRepair = (why: string): Sentence => ({
  ru: `Данные кассы нельзя исправить: ${why}`,
  en: `The till's data cannot be repaired: ${why}`,
});

const damagedLog: Sentence = {
  ru: 'Журнал записи (WAL) повреждён в середине.',
  en: 'The write-ahead log is damaged in the middle.',
};

const rebuildPlan = (damage: Sentence): Sentence => ({
  ru: `${damage.ru} Он составляется заново из всех страниц, которые читаются, и из ежедневных копий.`,
  en: `${damage.en} It is rebuilt from every page that can be read and from the daily copies.`,
});

const within = (code: string, { ru, en }: Sentence): Sentence => ({
  ru: `${code}: ${ru}`,
  en: `${code}: ${en}`,
});

/** A rebuilt file is as the one before it was: only a start of the till changes the encryption. */
const keysAsItLies = (path: string, keys: FileKeys): FileKeys =>
  kindOfFile(path) === 'plain' ? { ...keys, wanted: null } : keys;

function damageOf(path: string, key: FileKey | null): Sentence | null {
  if (!existsSync(path)) return { ru: `Файла ${path} нет.`, en: `${path} is gone.` };
  if (readWalFrames(`${path}-wal`).damaged) return damagedLog;
  try {
    const database = openDatabase(path, { key });
    try {
      migrate(database, tillMigrations);
      return findTillDamage(database)[0] ?? null;
    } finally {
      database.close();
    }
  } catch (cause) {
    if (cause instanceof DatabaseFailure && cause.code === 'damaged') return damagedFile(cause.message);
    throw cause;
  }
}

async function rebuildIfDamaged(
  dataDir: string,
  path: string,
  keys: FileKeys,
  agree: Agree,
): Promise<RepairDone | 'refused' | null> {
  const damage = damageOf(path, keys.known);
  if (damage === null) return null;
  if (!(await agree([rebuildPlan(damage)]))) return 'refused';
  const { operations, waiting, unread, changed, aside } = replaceDamaged({
    path,
    asideFolder: join(dataDir, asideFolder),
    copies: listBackups(join(dataDir, backupsFolder)),
    identity: readIdentityFile(dataDir),
    keys,
    nowMs: systemClock.wallMs(),
  });
  const saved: Sentence = {
    ru: `Файл составлен заново. Операций сохранено: ${operations}, из них ждут отправки: ${waiting}.`,
    en: `Rebuilt: ${operations} operations saved, ${waiting} of them to be delivered.`,
  };
  const named = [...changed, ...unread].map(
    (one): Sentence => ({
      ru: `Прочитано не целиком: ${one}, в карантине.`,
      en: `Not whole: ${one}, in quarantine.`,
    }),
  );
  return { done: [saved, ...named], kept: aside };
}

async function repairRows(
  database: SqliteDatabase,
  dataDir: string,
  wishes: RepairWishes,
  agree: Agree,
): Promise<Result<RepairDone, Sentence>> {
  const plan = [
    ...planRepairs(database).map(({ code, detail }) => within(code, detail)),
    ...wishes.requeue.map((key) =>
      within('requeue', {
        ru: `${key} снова предлагается серверу.`,
        en: `${key} is offered to the hub again.`,
      }),
    ),
    ...wishes.discard.map((key) =>
      within('discard', {
        ru: `${key} уходит из карантина насовсем.`,
        en: `${key} leaves the quarantine for good.`,
      }),
    ),
  ];
  if (plan.length === 0 || !(await agree(plan))) return ok({ done: [], kept: null });
  const nowMs = systemClock.wallMs();
  const folder = join(
    dataDir,
    asideFolder,
    `${new Date(nowMs).toISOString().replaceAll(':', '-')}-before-repair`,
  );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = join(folder, tillDatabaseFile);
  await database.backup(kept);
  // One key that cannot be served stops everything: the plan was agreed as a whole.
  const refusal = new Error('a wish cannot be served');
  let why: Sentence | null = null;
  try {
    database.transaction((writer) => {
      runRepairs(writer, nowMs);
      const outcomes = [
        ...wishes.requeue.map((key) => requeue(writer, key, nowMs)),
        ...wishes.discard.map((key) => discard(writer, key)),
      ];
      const failed = outcomes.find((outcome) => !outcome.ok);
      if (failed === undefined || failed.ok) return;
      why = failed.error;
      throw refusal;
    });
  } catch (cause) {
    if (cause === refusal && why !== null) return err(why);
    throw cause;
  }
  return ok({ done: plan, kept });
}
