import { workerData } from 'node:worker_threads';
import type { EncryptedCopy } from './copy-encrypted.ts';
import { openDriver } from './open-driver.ts';

// The thread that copies an encrypted file: one statement, which would stop a till for as long as it runs.

const { path, targetPath, key }: EncryptedCopy = workerData;
const run = (
  file: string,
  readonly: boolean,
  work: (driver: ReturnType<typeof openDriver>) => void,
): void => {
  const driver = openDriver(file, { readonly, fileMustExist: true }, key);
  try {
    work(driver);
  } finally {
    driver.close();
  }
};
run(path, true, (driver) => driver.prepare('VACUUM INTO ?').run(targetPath));
// As every file of this program; a file that is made this way is not.
run(targetPath, false, (driver) => driver.pragma('journal_mode = WAL'));
