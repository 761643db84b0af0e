import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCommand, optionsOf } from '../../src/cli/arguments.ts';
import { allCommands } from '../../src/cli/commands.ts';
import { filesBelow, root } from '../support/repository.ts';
import { blocksOf, codeWords, proseOf } from './doc-blocks.ts';

const pages = [
  'README.md',
  ...filesBelow('docs', /^[^/]+\.md$/).filter((page) => !page.includes('decisions')),
];
const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

type Written = { readonly where: string; readonly words: readonly string[] };

/** Every command line of `kopilka` that a page writes, in a shell block or in backticks, as its words. */
function commandLinesOf(page: string): Written[] {
  const inBlocks = blocksOf(page)
    .filter(({ info }) => info === 'sh')
    .flatMap(({ text, line }) =>
      text
        .replaceAll('\\\n', ' ')
        .split('\n')
        .map((one) => ({ where: `${page}:${line}`, text: one })),
    );
  const inProse = proseOf(page).flatMap((prose, index) =>
    codeWords(prose).map((text) => ({ where: `${page}:${index + 1}`, text })),
  );
  return [...inBlocks, ...inProse].flatMap(({ where, text }) => {
    const found = /(?:^|\s)(?:npm run kopilka --|kopilka|npm start --)\s+([^|<>#;&]+)/.exec(text);
    if (found === null) return [];
    const words = (found[1] ?? '').trim().match(/"[^"]*"|\S+/g) ?? [];
    return [{ where, words: text.includes('npm start --') ? ['start', ...words] : words }];
  });
}

/** What is wrong with a written command line; a bare `--help` is the page of all commands. */
function faultOf({ where, words }: Written): string | null {
  if (words[0] === '--help' || words[0] === '…') return null;
  const found = findCommand(allCommands, words);
  if (found === null) return `${where}: there is no command "${words.join(' ')}"`;
  const known = optionsOf(found.command);
  const unknown = found.rest
    .filter((word) => word.startsWith('--'))
    .map((word) => word.slice(2).split('=')[0] ?? '')
    .filter((name) => !Object.hasOwn(known, name));
  return unknown.length === 0 ? null : `${where}: ${found.command.name} has no --${unknown.join(', --')}`;
}

describe('commands that the pages name', () => {
  it('exist, with every option', () => {
    const written = pages.flatMap(commandLinesOf);
    expect(written.length).toBeGreaterThan(20);
    expect(written.map(faultOf).filter((fault) => fault !== null)).toEqual([]);
  });

  it('are told as wrong when they do not exist', () => {
    expect(faultOf({ where: 'here', words: ['hub', '--data', 'x', '--colour', 'red'] })).toContain(
      '--colour',
    );
    expect(faultOf({ where: 'here', words: ['fly'] })).toContain('no command');
  });

  it('of npm are scripts of the package', () => {
    const named = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/npm run ([a-z:-]+)/g)].map(
        (match) => match[1] ?? '',
      ),
    );
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('are every command of the product: each is described in operations.md, program.md or devices.md', () => {
    const described = ['docs/operations.md', 'docs/program.md', 'docs/devices.md'].flatMap(commandLinesOf);
    const missing = allCommands.filter(
      (command) => !described.some(({ words }) => findCommand([command], words) !== null),
    );
    expect(missing.map(({ name }) => name).filter((name) => name !== 'start')).toEqual([]);
  });
});
