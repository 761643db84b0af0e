import { hash } from 'node:crypto';

/** SHA-256(previous hash as 32 bytes ‖ payload as UTF-8), lower-case hex. */
export function chainHash(previousHash: string, payload: string | Uint8Array): string {
  const bytes = typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload;
  const input = Buffer.allocUnsafe(32 + bytes.length);
  input.write(previousHash, 0, 32, 'hex');
  input.set(bytes, 32);
  return hash('sha256', input, 'hex');
}
