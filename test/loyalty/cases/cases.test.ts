import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectCase, type LoyaltyCase } from '../../support/loyalty-case.ts';

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.cases.ts'));
const tables = await Promise.all(
  files.map(async (name): Promise<[string, readonly LoyaltyCase[]]> => {
    const module: { cases: readonly LoyaltyCase[] } = await import(join(import.meta.dirname, name));
    return [name.replace('.cases.ts', ''), module.cases];
  }),
);

it('there are at least sixty hand-written cases beside those of the effects', () => {
  expect(tables.reduce((sum, [, cases]) => sum + cases.length, 0)).toBeGreaterThanOrEqual(60);
});

describe.each(tables)('%s', (_table, cases) => {
  it.each(cases.map((written) => [written.name, written] as const))('%s', (_name, written) => {
    expectCase(written);
  });
});
