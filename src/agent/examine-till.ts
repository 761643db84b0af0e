import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../contracts/local-text.ts';
import { examineTillFile, type TillFinding } from '../store/examine.ts';
import { findingNext } from '../store/finding-next.ts';
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

/** A finding in words: where it is, and what to do. */
export const wordsOf = ({ code, detail }: TillFinding, language: Language): string =>
  `${detail[language]} ${findingNext[code][language]}`;
