import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutations } from '../support/mutations.ts';

const root = join(import.meta.dirname, '../..');

describe('the bugs that `npm run test:mutation` plants', () => {
  it.each(mutations)('$bug: has its one place in the engine', ({ file, from, to }) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(text.split(from).length - 1).toBe(1);
    expect(to).not.toBe(from);
  });

  it('are at least ten', () => {
    expect(new Set(mutations.map(({ bug }) => bug)).size).toBeGreaterThanOrEqual(10);
  });
});
