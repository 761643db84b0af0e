import { describe, expect, it } from 'vitest';
import { goodsColumns, memberColumns } from '../../src/cli/commands/import-columns.ts';
import { ENROL_CODE_LIFE_MS } from '../../src/hub/secrets/enrol-code.ts';
import { textOf } from '../support/repository.ts';
import { codeWords, proseOf, tableBelow } from './doc-blocks.ts';

const page = 'docs/operations.md';
const firstCells = (heading: string, column: string): string[] =>
  tableBelow(page, heading, column).flatMap(([cell = '']) => codeWords(cell));

/** The words of a type that is a union of texts, read out of its source. */
function unionOf(path: string, pattern: RegExp): string[] {
  const words = [...(pattern.exec(textOf(path))?.[1] ?? '').matchAll(/'([a-z-]+)'/g)].map(
    (match) => match[1] ?? '',
  );
  expect(words.length).toBeGreaterThan(3);
  return words.sort();
}

describe('the page about operations', () => {
  it('lists every column of the imports, and no other', () => {
    const columns = memberColumns.columns.map((column) => (column === 'points:' ? 'points:WALLET' : column));
    expect(firstCells('## Load members and goods', 'column of members').sort()).toEqual([...columns].sort());
    expect(firstCells('## Load members and goods', 'column of goods').sort()).toEqual(
      [...goodsColumns.columns].sort(),
    );
  });

  it('lists every reason of the hub for its quarantine', () => {
    expect(firstCells('## What to do when', 'code').sort()).toEqual(
      unionOf('src/hub/ledger/read-operation.ts', /export type RefusalCode =([^;]+);/),
    );
  });

  it('lists every finding of the doctor', () => {
    expect(firstCells('## Look after it', 'finding').sort()).toEqual(
      unionOf('src/store/examine.ts', /readonly code:([^;]+);/),
    );
  });

  it('quotes what the logs say of a fork', () => {
    const prose = proseOf(page).join('\n');
    for (const [path, words] of [
      ['src/sync/client.ts', 'the hub has another journal of this till'],
      ['src/hub/api/push-operations.ts', 'push refused'],
      ['src/hub/api/push-operations.ts', 'operation quarantined'],
    ] as const) {
      expect(textOf(path)).toContain(words);
      expect(prose).toContain(words);
    }
  });

  it('says how long a code is good', () => {
    const minutes = ENROL_CODE_LIFE_MS / 60_000;
    expect(proseOf(page).join('\n')).toContain(`good once, for ${minutes} minutes`);
  });
});
