import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { root } from './repository.ts';

/** Goldens change only on this explicit wish, and a missing one fails. */
const update = process.env.UPDATE_GOLDENS === '1';

/** Compares a text with a committed file of the repository; `UPDATE_GOLDENS=1` writes it instead. */
export function expectGolden(path: string, text: string): void {
  const file = join(root, path);
  if (update) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (!existsSync(file))
    expect.fail(`${path} is missing. If it should be new, run again with UPDATE_GOLDENS=1.`);
  expect(text, `${path} differs; if that is meant, run again with UPDATE_GOLDENS=1 and commit it`).toBe(
    readFileSync(file, 'utf8'),
  );
}
