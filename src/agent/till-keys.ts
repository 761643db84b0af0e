import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
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

function readKey(path: string): Result<string | null, string> {
  if (!existsSync(path)) return ok(null);
  const key = readFileSync(path, 'utf8').trim();
  return /^[0-9a-f]{64}$/.test(key) ? ok(key) : err(`${path} is no key file: it must hold 64 hex digits.`);
}

/**
 * The keys for a start with this config. The first start that encrypts makes the key (32 random bytes, hex, 0600) and a
 * mark in the folder that tells which key it is. A missing or another key comes back as a sentence; nothing is touched.
 */
export function keysForStart(dataDir: string, wish: EncryptionWish): Result<FileKeys, string> {
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
    return err(
      `The key file ${keyFile} cannot be written: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
  return ok({ known: wanted, wanted });
}

/** The keys that the folder's files are read with as they lie there, whatever the config says: for the doctor. */
export function keysInUse(dataDir: string): Result<FileKeys, string> {
  const found = findKey(dataDir, null, false);
  return found.ok ? ok({ known: found.value.key, wanted: found.value.key }) : found;
}

type FoundKey = { readonly key: string | null; readonly keyFile: string; readonly mark: Mark | null };

function findKey(dataDir: string, configured: string | null, isWanted: boolean): Result<FoundKey, string> {
  const mark = readMark(dataDir);
  if (mark === null && !isWanted) return ok({ key: null, keyFile: '', mark });
  if (mark === 'unreadable') {
    const path = join(dataDir, encryptionMark);
    return err(`${path} cannot be read. Bring it back from a copy of the folder; nothing was changed.`);
  }
  const keyFile = configured ?? mark?.keyFile ?? defaultKeyFile(dataDir);
  const read = readKey(keyFile);
  if (!read.ok) return read;
  const key = read.value;
  if (mark === null || (key !== null && checkOf(key) === mark.check)) return ok({ key, keyFile, mark });
  const fault =
    key === null ? `Its key file ${keyFile} is not there` : `${keyFile} holds the key of another folder`;
  return err(
    `The data in ${dataDir} are encrypted. ${fault}. Put the right key file there, or name it in ` +
      'encryptionKeyFile of the config. Without the key the data cannot be read by anybody: then enrol this till ' +
      'anew in an empty folder. Nothing was changed.',
  );
}

const putMark = (dataDir: string, mark: Mark): void =>
  writeDurably(join(dataDir, encryptionMark), JSON.stringify(mark));

/** Everything in the folder is plain again: its key is needed no more. The key file stays for older copies. */
export const removeMark = (dataDir: string): void => rmSync(join(dataDir, encryptionMark), { force: true });
