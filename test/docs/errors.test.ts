import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../src/contracts/problem-codes.ts';
import { codeWords, tableBelow } from './doc-blocks.ts';

/** Code and status of each row of a page's table of refusals. */
const refusalsOf = (page: string, heading: string): (readonly [string, number])[] =>
  tableBelow(page, heading, 'code').map(([code = '', status = '']) => [
    codeWords(code)[0] ?? code,
    Number(status),
  ]);

describe('the tables of refusals', () => {
  const forRegisters = refusalsOf('docs/integrators.md', '## Errors');
  const forOperators = refusalsOf('docs/operations.md', '## Refusals of the hub');

  it('list every code of the product with its HTTP status', () => {
    const listed = Object.fromEntries([...forRegisters, ...forOperators]);
    const known = Object.fromEntries(
      Object.entries(problemCodes).map(([code, { status }]) => [code, status]),
    );
    expect(listed).toEqual(known);
  });

  it('list no code twice', () => {
    for (const rows of [forRegisters, forOperators]) {
      expect(new Set(rows.map(([code]) => code)).size).toBe(rows.length);
    }
  });
});
