import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeDurably } from '../../sqlite/write-durably.ts';
import { makePrivateKeyPem, type SigningKey, signingKeyOf } from './ed25519.ts';

/** Secrets live beside the database, not in it: a copied or leaked database can sign nothing. */
export type HubSecrets = {
  readonly signingKey: SigningKey;
  /** Key of the HMAC-SHA-256 under which phones are indexed, 32 bytes. */
  readonly phoneKey: Buffer;
};

const folderOf = (dataDir: string): string => join(dataDir, 'secrets');
const signingKeyId = 'hub-1';

/** Makes the chain's secrets, readable by their owner only; keeps those that are there. */
export function makeSecrets(dataDir: string): HubSecrets {
  const folder = folderOf(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  syncFolder(dataDir);
  writeOnce(join(folder, `${signingKeyId}.pem`), makePrivateKeyPem);
  writeOnce(join(folder, 'phone.key'), () => randomBytes(32).toString('base64'));
  return readSecrets(dataDir);
}

function writeOnce(path: string, content: () => string): void {
  if (!existsSync(path)) writeDurably(path, content());
}

/** Whether the folder holds a chain's keys. */
export const hasSecrets = (dataDir: string): boolean =>
  existsSync(join(folderOf(dataDir), `${signingKeyId}.pem`)) &&
  existsSync(join(folderOf(dataDir), 'phone.key'));

/** Throws when a file is missing or unreadable: the hub cannot serve without its keys. */
export function readSecrets(dataDir: string): HubSecrets {
  const folder = folderOf(dataDir);
  return {
    signingKey: signingKeyOf(signingKeyId, readFileSync(join(folder, `${signingKeyId}.pem`), 'utf8')),
    phoneKey: Buffer.from(readFileSync(join(folder, 'phone.key'), 'utf8').trim(), 'base64'),
  };
}
