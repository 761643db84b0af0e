import { hash } from 'node:crypto';

/** Used again by every link of a usual size: a sale waits for it. UTF-8 takes three bytes a letter at the most. */
const memory = Buffer.alloc(256 * 1024);

/** The next link: SHA-256 of the previous hash (32 bytes) and the payload (UTF-8), lower-case hex. */
export function chainHash(previousHash: string, payload: string): string {
  const mostBytes = previousHash.length + payload.length * 3;
  const bytes = mostBytes > memory.length ? Buffer.alloc(mostBytes) : memory;
  const start = bytes.write(previousHash, 'hex');
  return hash('sha256', bytes.subarray(0, start + bytes.write(payload, start)));
}
