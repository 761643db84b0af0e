import { createHash } from 'node:crypto';

/** The next link: SHA-256 of the previous hash (32 bytes) and the payload (UTF-8), lower-case hex. */
export const chainHash = (previousHash: string, payload: string): string =>
  createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(payload, 'utf8').digest('hex');
