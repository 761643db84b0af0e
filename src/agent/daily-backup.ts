import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../shared/ports.ts';
import type { FileKey } from '../sqlite/file-key.ts';
import type { TillStore } from '../store/till-store.ts';
import type { BackupOrder } from './backup-thread.ts';
import { workBeside } from './beside.ts';

/** So many of the newest copies are kept. */
export const backupsKept = 7;
const checkEveryMs = 10 * 60 * 1000;
const name = /^till-\d{4}-\d{2}-\d{2}\.sqlite$/;

/**
 * Copies the till's data into `folder` once a calendar day, while the till works, and removes the oldest copies. Answers
 * the path of a new copy, null when the day has one. Rejects when the disk does not serve; earlier copies stay.
 */
export async function backUpOnceADay(
  store: Pick<TillStore, 'backup'>,
  folder: string,
  wallMs: number,
): Promise<string | null> {
  const file = `till-${new Date(wallMs).toISOString().slice(0, 10)}.sqlite`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copies = readdirSync(folder).filter((one) => name.test(one));
  if (copies.includes(file)) return null;
  const target = join(folder, file);
  // A kill in the middle must not leave half a copy under the name of a whole one.
  const half = `${target}.part`;
  rmSync(half, { force: true });
  await store.backup(half);
  renameSync(half, target);
  const oldest = [...copies, file].sort().slice(0, -backupsKept);
  for (const copy of oldest) rmSync(join(folder, copy), { force: true });
  return target;
}

/** The copies in `folder`, the newest first. */
export const listBackups = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((one) => name.test(one))
        .sort()
        .reverse()
        .map((one) => join(folder, one))
    : [];

const thread = import.meta.url.endsWith('.ts') ? './backup-thread.ts' : './backup-thread.js';

/** Copies a till's file beside the work, page by page as it is in one instant; sales go on meanwhile. */
export const backUpBeside = (path: string, key: FileKey | null): Pick<TillStore, 'backup'> => ({
  async backup(target) {
    const order: BackupOrder = { path, target, key };
    await workBeside<'copied'>(new URL(thread, import.meta.url), order).answer;
  },
});

export type BackupParts = {
  readonly store: Pick<TillStore, 'backup'>;
  readonly folder: string;
  readonly clock: Clock;
  readonly isWorthIt?: () => boolean;
  readonly onFault: (cause: unknown) => void;
};

export type DailyBackup = {
  /** Looks now and every ten minutes whether the day has its copy. */
  readonly start: () => void;
  /** Does the work at once when no copy is being made, otherwise as soon as that copy has ended. */
  readonly between: (work: () => void) => void;
  /** Stops looking and waits for a copy under way, and for what waits for it. */
  readonly stop: () => Promise<void>;
};

export function createDailyBackup({
  store,
  folder,
  clock,
  isWorthIt = () => true,
  onFault,
}: BackupParts): DailyBackup {
  /** What is under way and waits, in its order; null when nothing is. */
  let running: Promise<void> | null = null;
  const then = (work: () => unknown): void => {
    const mine = (running ?? Promise.resolve())
      .then(work)
      .then(() => {}, onFault)
      .then(() => {
        if (running === mine) running = null;
      });
    running = mine;
  };
  const check = (): void => {
    if (isWorthIt()) then(() => backUpOnceADay(store, folder, clock.wallMs()));
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    start: () => {
      check();
      timer = setInterval(check, checkEveryMs).unref();
    },
    between: (work) => (running === null ? work() : then(work)),
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
