import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoRanges, MAX_LINE_BYTES, visitLines } from '../../../src/cli/simulate/line-ranges.ts';
import { folderOfFile } from './folder-of-file.ts';

const path = join(folderOfFile(), 'lines.txt');

function linesOf(text: string | Buffer, rangeBytes: number): (string | null)[] {
  const bytes = Buffer.from(text);
  writeFileSync(path, bytes);
  const file = openSync(path, 'r');
  const found: (string | null)[] = [];
  for (const range of cutIntoRanges(bytes.length, rangeBytes))
    visitLines(file, range, (line) => found.push(line));
  closeSync(file);
  return found;
}

describe('lines of a file in ranges', () => {
  it('finds every line once, wherever the file is cut', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'я', '₽', '\r', ' '), maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (lines, ends, bytes) => {
          const text = lines.map((each) => `${each}\n`).join('') + (ends ? '' : 'x');
          expect(linesOf(text, bytes)).toEqual(ends ? lines : [...lines, 'x']);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('passes over a byte order mark at the beginning', () => {
    expect(linesOf('\ufeff{}\n[]', 2)).toEqual(['{}', '[]']);
  });

  it('reads a line that goes on over many ranges and gives up on one without end', () => {
    const long = 'x'.repeat(300_000);
    expect(linesOf(`${long}\nb`, 1000)).toEqual([long, 'b']);
    expect(linesOf(Buffer.alloc(MAX_LINE_BYTES + 200_000, 120), 100_000)).toEqual([null]);
  });
});
