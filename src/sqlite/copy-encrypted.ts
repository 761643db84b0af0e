import { chmodSync, closeSync, fsyncSync, openSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { FileKey } from './file-key.ts';

export type EncryptedCopy = {
  readonly path: string;
  readonly targetPath: string;
  readonly key: FileKey;
};

const thread = import.meta.url.endsWith('.ts') ? './copy-thread.ts' : './copy-thread.js';

/**
 * Copies an encrypted file, encrypted with the same key, while it stays in use; the page-by-page backup of the driver
 * knows no keys. The target must not exist. Rejects with the driver's error.
 */
export async function copyEncrypted(copy: EncryptedCopy): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL(thread, import.meta.url), { workerData: copy });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  const file = openSync(copy.targetPath, 'r+');
  try {
    chmodSync(copy.targetPath, 0o600);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
