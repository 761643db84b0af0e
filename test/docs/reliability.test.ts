import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/repository.ts';

const page = readFileSync(join(root, 'docs/reliability.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const script = readFileSync(join(root, 'scripts/run.mjs'), 'utf8');
const nightly = script.slice(script.indexOf('nightly: () =>'), script.indexOf('mutation: () =>'));
const testsBelow = (path: string): string[] =>
  path.endsWith('.ts')
    ? [path]
    : readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => join(path, name));

describe('the page of what is proven', () => {
  it('has a row for each fault that can be made here', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual([
      ...[1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
    ]);
    expect(rows.every(([, , what, , , measured]) => what !== '' && measured !== '')).toBe(true);
  });

  it('names files that are there', () => {
    const files = [...page.matchAll(/`((?:test|bench)\/[^`]+)`/g)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('names settings that the night really has', () => {
    for (const [, , , files = '', runs = ''] of rows) {
      for (const [, count = '', variable = ''] of runs.matchAll(
        /night[^(]*?([\d,]+)[^(]*\(`(KOPILKA_\w+)`\)/g,
      )) {
        expect(nightly).toContain(`${variable} ??= '${count.replaceAll(',', '')}'`);
        const read = [...files.matchAll(/`([^`]+)`/g)].map(([, file]) =>
          readFileSync(join(root, file ?? ''), 'utf8'),
        );
        expect(read.some((text) => text.includes(variable))).toBe(true);
      }
    }
  });
});

describe('the night', () => {
  it('finds tests in every folder and file that it names', () => {
    const named = [...nightly.matchAll(/'((?:test|bench)\/[^']+)'/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(6);
    for (const path of named) expect([path, testsBelow(path).length > 0]).toEqual([path, true]);
  });
});
