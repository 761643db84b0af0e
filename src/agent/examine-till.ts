import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { examineTillFile, type TillFinding } from '../store/examine.ts';
import { tillDatabaseFile } from './till-files.ts';
import { keysInUse } from './till-keys.ts';

/** What is wrong with the till in this folder, its agent running or not; null when there is no till. */
export function examineTill(dataDir: string): TillFinding[] | null {
  const path = join(dataDir, tillDatabaseFile);
  if (!existsSync(path)) return null;
  const keys = keysInUse(dataDir);
  if (!keys.ok) return [{ code: 'cannot-open', detail: keys.error }];
  return examineTillFile(path, keys.value.known);
}
