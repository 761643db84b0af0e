import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeDurably } from '../sqlite/write-durably.ts';
import type { TillIdentity } from '../store/identity.ts';
import { publicKeyOfPem, signerOf, type TillKeys } from '../sync/keys.ts';
import type { Signer } from '../sync/ports.ts';
import { listBackups } from './daily-backup.ts';
import { keepIdentityFile } from './identity-file.ts';
import { backupsFolder } from './till-files.ts';

export const tillKeyFile = (dataDir: string): string => join(dataDir, 'till-key.pem');
/** The key of an enrolment that is under way: it becomes the till's key once the database says so. */
const nextKeyFile = (dataDir: string): string => join(dataDir, 'till-key-next.pem');

/**
 * The till's private key, readable by its own user only. A secret store of the operating system would hold it better;
 * plain Node has none, so the file's rights are what protects it.
 */
export function readSigner(dataDir: string): Signer | null {
  const path = tillKeyFile(dataDir);
  return existsSync(path) ? signerOf(readFileSync(path, 'utf8')) : null;
}

export const writeTillKey = (dataDir: string, keys: TillKeys): void =>
  writeDurably(tillKeyFile(dataDir), keys.privateKeyPem);

export const writeNextKey = (dataDir: string, keys: TillKeys): void =>
  writeDurably(nextKeyFile(dataDir), keys.privateKeyPem);

/**
 * Ends a change of the till's key, also one that a kill interrupted: the database is in the name of the next key, or it
 * is not, and then the old key stays. Daily copies are of the till as it was before; the next start makes a new one.
 */
export function settleNextKey(dataDir: string, identity: TillIdentity): void {
  const path = nextKeyFile(dataDir);
  if (!existsSync(path)) return;
  if (publicKeyOfPem(readFileSync(path, 'utf8')) !== identity.publicKey) {
    rmSync(path);
    return;
  }
  for (const copy of listBackups(join(dataDir, backupsFolder))) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
  }
  keepIdentityFile(dataDir, identity);
  renameSync(path, tillKeyFile(dataDir));
  syncFolder(dataDir);
}
