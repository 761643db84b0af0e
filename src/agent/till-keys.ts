import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Sentence } from '../contracts/sentence.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { FileKeys } from '../sqlite/file-key.ts';
import { writeDurably } from '../sqlite/write-durably.ts';
import { encryptionMark } from './till-files.ts';

/** What the till's config says of encryption. */
export type EncryptionWish = {
  readonly encryption: 'off' | 'file';
  readonly encryptionKeyFile?: string | undefined;
};

/** `check` tells the right key from another one without trying it on data. */
type Mark = { readonly keyFile: string; readonly check: string };

/** Beside the folder and not in it: who copies the folder does not copy the key. */
const defaultKeyFile = (dataDir: string): string => `${resolve(dataDir)}.key`;

const checkOf = (key: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update('kopilka till file').digest('hex');

const markSchema = z.strictObject({ keyFile: z.string(), check: z.string() });

function readMark(dataDir: string): Mark | 'unreadable' | null {
  const path = join(dataDir, encryptionMark);
  if (!existsSync(path)) return null;
  try {
    return markSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return 'unreadable';
  }
}

function readKey(path: string): Result<string | null, Sentence> {
  if (!existsSync(path)) return ok(null);
  const key = readFileSync(path, 'utf8').trim();
  if (/^[0-9a-f]{64}$/.test(key)) return ok(key);
  return err({
    ru: `${path} – не файл ключа: в нём должны быть 64 шестнадцатеричные цифры.`,
    en: `${path} is no key file: it must hold 64 hex digits.`,
  });
}

/**
 * The keys for a start with this config. The first start that encrypts makes the key (32 random bytes, hex, 0600) and a
 * mark in the folder that tells which key it is. A missing or another key comes back as a sentence; nothing is touched.
 */
export function keysForStart(dataDir: string, wish: EncryptionWish): Result<FileKeys, Sentence> {
  const isWanted = wish.encryption === 'file';
  const found = findKey(dataDir, wish.encryptionKeyFile ?? null, isWanted);
  if (!found.ok) return found;
  const { key, keyFile, mark } = found.value;
  if (!isWanted) return ok({ known: key, wanted: null });
  const wanted = key ?? randomBytes(32).toString('hex');
  try {
    // The key before the mark before the first file: at no moment is something encrypted whose key is not on the disk.
    if (key === null) writeDurably(keyFile, `${wanted}\n`);
    if (mark?.keyFile !== keyFile) putMark(dataDir, { keyFile, check: checkOf(wanted) });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return err({
      ru: `Файл ключа ${keyFile} не записывается: ${why}`,
      en: `The key file ${keyFile} cannot be written: ${why}`,
    });
  }
  return ok({ known: wanted, wanted });
}

/** The keys that the folder's files are read with as they lie there, whatever the config says: for the doctor. */
export function keysInUse(dataDir: string): Result<FileKeys, Sentence> {
  const found = findKey(dataDir, null, false);
  return found.ok ? ok({ known: found.value.key, wanted: found.value.key }) : found;
}

type FoundKey = { readonly key: string | null; readonly keyFile: string; readonly mark: Mark | null };

function findKey(dataDir: string, configured: string | null, isWanted: boolean): Result<FoundKey, Sentence> {
  const mark = readMark(dataDir);
  if (mark === null && !isWanted) return ok({ key: null, keyFile: '', mark });
  if (mark === 'unreadable') {
    const path = join(dataDir, encryptionMark);
    return err({
      ru: `${path} не читается. Верните его из копии папки; ничего не изменено.`,
      en: `${path} cannot be read. Bring it back from a copy of the folder; nothing was changed.`,
    });
  }
  const keyFile = configured ?? mark?.keyFile ?? defaultKeyFile(dataDir);
  const read = readKey(keyFile);
  if (!read.ok) return read;
  const key = read.value;
  if (mark === null || (key !== null && checkOf(key) === mark.check)) return ok({ key, keyFile, mark });
  return err(key === null ? wrongKey(dataDir, keyFile, 'absent') : wrongKey(dataDir, keyFile, 'other'));
}

function wrongKey(dataDir: string, keyFile: string, fault: 'absent' | 'other'): Sentence {
  const faults = {
    absent: { ru: `Файла их ключа ${keyFile} нет`, en: `Its key file ${keyFile} is not there` },
    other: {
      ru: `В ${keyFile} лежит ключ другой папки`,
      en: `${keyFile} holds the key of another folder`,
    },
  };
  return {
    ru:
      `Данные в ${dataDir} зашифрованы. ${faults[fault].ru}. Положите туда нужный файл ключа или назовите его в ` +
      'encryptionKeyFile конфигурации. Без ключа данные не прочтёт никто: тогда зарегистрируйте эту кассу ' +
      'заново в пустой папке. Ничего не изменено.',
    en:
      `The data in ${dataDir} are encrypted. ${faults[fault].en}. Put the right key file there, or name it in ` +
      'encryptionKeyFile of the config. Without the key the data cannot be read by anybody: then enrol this till ' +
      'anew in an empty folder. Nothing was changed.',
  };
}

const putMark = (dataDir: string, mark: Mark): void =>
  writeDurably(join(dataDir, encryptionMark), JSON.stringify(mark));

/** Everything in the folder is plain again: its key is needed no more. The key file stays for older copies. */
export const removeMark = (dataDir: string): void => rmSync(join(dataDir, encryptionMark), { force: true });
