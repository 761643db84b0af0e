import { createHash } from 'node:crypto';

/** SHA-256(previous hash as 32 bytes ‖ payload as UTF-8), lower-case hex. */
export const chainHash = (previousHash: string, payload: string): string =>
  createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(payload, 'utf8').digest('hex');
