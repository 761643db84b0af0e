import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/loyalty/rules/registry.ts';
import { expectCase, type LoyaltyCase } from '../../support/loyalty-case.ts';

const kebab = (kind: string): string => kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const kinds = Object.keys(rules);
const fileOf = (kind: string): string => join(import.meta.dirname, `${kebab(kind)}.cases.ts`);

const tables: [string, readonly LoyaltyCase[]][] = await Promise.all(
  kinds.map(async (kind): Promise<[string, readonly LoyaltyCase[]]> => {
    if (!existsSync(fileOf(kind))) return [kind, []];
    const module: { cases: readonly LoyaltyCase[] } = await import(fileOf(kind));
    return [kind, module.cases];
  }),
);

describe('every kind of effect', () => {
  it.each(kinds)('%s has cases of its own that use it', (kind) => {
    const cases = tables.find(([name]) => name === kind)?.[1] ?? [];
    expect(cases.length).toBeGreaterThanOrEqual(3);
    for (const written of cases) expect(JSON.stringify(written)).toContain(`"type":"${kind}"`);
  });
});

describe.each(tables.filter(([, cases]) => cases.length > 0))('%s', (_kind, cases) => {
  it.each(cases.map((written) => [written.name, written] as const))('%s', (_name, written) => {
    expectCase(written);
  });
});
