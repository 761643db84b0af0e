import { hash } from 'node:crypto';

/** The next link: SHA-256 of the previous hash (32 bytes) and the payload (UTF-8), lower-case hex. */
export function chainHash(previousHash: string, payload: string): string {
  const previous = Buffer.from(previousHash, 'hex');
  const bytes = Buffer.allocUnsafe(previous.length + Buffer.byteLength(payload));
  previous.copy(bytes);
  bytes.write(payload, previous.length);
  return hash('sha256', bytes);
}
