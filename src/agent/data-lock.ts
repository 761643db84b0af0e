import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sentence } from '../contracts/sentence.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { lockFile } from '../sqlite/file-lock.ts';

/** `held`: another process has it; else the folder cannot be used at all. */
export type LockRefusal = { readonly held: boolean; readonly sentence: Sentence };

/**
 * One process a folder: two would both believe that they own the data. `what` names the process for people. The
 * returned function gives the folder back; so does the death of the process.
 */
export function lockDataDir(dataDir: string, what: string): Result<() => void, LockRefusal> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return err({ held: false, sentence: notWritable(dataDir, reason) });
  }
  const release = lockFile(join(dataDir, `${what}.lock`));
  return release === null
    ? err({
        held: true,
        sentence: {
          ru: `С папкой ${dataDir} уже работает другой процесс (${what}). Сначала остановите его или укажите другую папку.`,
          en: `Another ${what} works on ${dataDir}. Stop it first, or give another folder.`,
        },
      })
    : ok(release);
}

const notWritable = (dataDir: string, reason: string): Sentence => ({
  ru: `В папку ${dataDir} нельзя писать (${reason}). Укажите свою папку: --data.`,
  en: `The folder ${dataDir} cannot be written (${reason}). Give a folder of your own with --data.`,
});
