import type { FileKey } from '../sqlite/file-key.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { onOrder } from './beside-order.ts';

export type BackupOrder = { readonly path: string; readonly target: string; readonly key: FileKey | null };

// Copies a till's file beside the work.
onOrder<BackupOrder, 'copied'>(async ({ path, target, key }) => {
  const database = openDatabase(path, { mode: 'read-only', cacheMb: 2, key });
  try {
    await database.backup(target);
    return 'copied' as const;
  } finally {
    database.close();
  }
});
