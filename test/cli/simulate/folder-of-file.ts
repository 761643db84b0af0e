import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for all tests of a file, removed after the last one. */
export function folderOfFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-simulate-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
