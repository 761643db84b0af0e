import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupsFolder } from './till-files.ts';

/**
 * Copies and rebuilt files that a kill left unfinished: they may be plain, they may hold somebody who asked to be
 * forgotten, and nobody reads them again. Only while none is being made.
 */
export function removeHalves(dataDir: string): void {
  for (const folder of [dataDir, join(dataDir, backupsFolder)]) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      if (/\.(part|rebuilding|switching)(-copy)?(-wal|-shm|-journal)?$/.test(name))
        rmSync(join(folder, name));
    }
  }
}
