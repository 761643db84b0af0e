import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, root } from '../support/repository.ts';
import { proseOf } from './doc-blocks.ts';

const pages = ['README.md', 'CHANGELOG.md', ...filesBelow('docs', /\.md$/)];

/** The anchor that a heading gets: lower case, without marks, dashes for spaces. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+\s+/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchorsOf = (page: string): string[] =>
  proseOf(page)
    .filter((line) => line.startsWith('#'))
    .map(anchorOf);

const linksOf = (page: string): { line: number; target: string }[] =>
  proseOf(page).flatMap((text, index) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => ({ line: index + 1, target: match[1] ?? '' })),
  );

function faultOf(page: string, target: string): string | null {
  if (/^[a-z]+:/.test(target)) return null;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path).replaceAll('\\', '/');
  if (!existsSync(join(root, file))) return `${file} does not exist`;
  if (anchor === undefined || !file.endsWith('.md')) return null;
  return anchorsOf(file).includes(anchor) ? null : `${file} has no heading #${anchor}`;
}

describe('links between the pages', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    const broken = linksOf(page).flatMap(({ line, target }) => {
      const fault = faultOf(page, target);
      return fault === null ? [] : [`${page}:${line} ${target}: ${fault}`];
    });
    expect(broken).toEqual([]);
  });

  it('reach every page from the README', () => {
    const reached = new Set(['README.md', 'CHANGELOG.md']);
    for (const page of reached) {
      for (const { target } of linksOf(page)) {
        const path = join(dirname(page), target.split('#')[0] ?? '').replaceAll('\\', '/');
        if (pages.includes(path)) reached.add(path);
      }
    }
    // Decisions are read as a folder; the pages that guide a reader are linked one by one.
    expect(pages.filter((page) => !reached.has(page) && !page.startsWith('docs/decisions/'))).toEqual([]);
  });
});
