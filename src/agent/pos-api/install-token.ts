import { hash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { writeDurably } from '../../sqlite/write-durably.ts';

export type InstallToken = {
  /** 256 bits, base64url: what the register sends after `Bearer`. */
  readonly token: string;
  /** SHA-256 of the token's text, hex: all the agent needs to keep in memory. */
  readonly hash: string;
};

export const hashToken = (token: string): string => hash('sha256', token);

/** Group and others. */
const foreignBits = 0o077;

/**
 * The install token of a till: read from its file, or made there for the owner's eyes only (0600). A file that others
 * may read is closed to them again; on Windows the folder's access list does that work.
 */
export function installToken(path: string): InstallToken {
  if (!existsSync(path)) {
    writeDurably(path, `${randomBytes(32).toString('base64url')}\n`);
  } else if (process.platform !== 'win32' && (statSync(path).mode & foreignBits) !== 0) {
    chmodSync(path, 0o600);
  }
  const token = readFileSync(path, 'utf8').trim();
  if (Buffer.from(token, 'base64url').length < 32) {
    throw new Error(`The install token in ${path} is too short. Delete the file and start the till again.`);
  }
  return { token, hash: hashToken(token) };
}
