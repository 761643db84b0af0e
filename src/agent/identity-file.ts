import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../sqlite/write-durably.ts';
import type { TillIdentity } from '../store/identity.ts';
import { identityFile } from './till-files.ts';

/** Who the till is as it stands beside the database; null when it does not, or cannot be read. */
export function readIdentityFile(dataDir: string): TillIdentity | null {
  try {
    return JSON.parse(readFileSync(join(dataDir, identityFile), 'utf8')) as TillIdentity;
  } catch {
    return null;
  }
}

/**
 * Keeps who the till is beside the database too: a page of rubbish there must not make it nobody. It holds the key of
 * the phone index, so it is for the till's own user alone.
 */
export function keepIdentityFile(dataDir: string, identity: TillIdentity): void {
  const path = join(dataDir, identityFile);
  const text = JSON.stringify(identity);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  writeDurably(path, text);
}
