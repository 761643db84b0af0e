import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { optionsOf } from '../../src/cli/arguments.ts';
import type { Command } from '../../src/cli/command.ts';
import { allCommands } from '../../src/cli/commands.ts';
import { helpInRussian } from '../../src/cli/help-in-russian.ts';
import { runCommandLine } from '../../src/cli/run.ts';

async function tell(...words: readonly string[]): Promise<string> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  await runCommandLine(allCommands, words, streams, new AbortController().signal);
  return `${streams.stdout.read() ?? ''}${streams.stderr.read() ?? ''}`;
}

const said = (command: Command): string[] => [
  command.summary,
  ...Object.values(optionsOf(command)).map(({ help }) => help),
];

/** Asked in a language that is only the command's own: these set the language of a till, not of the words. */
const page = (command: Command, language: 'ru' | 'en'): Promise<string> =>
  tell(...command.name.split(' '), '--help', '--language', language);

describe('the help of every command', () => {
  it('shows where files go: those of quote only after --case', async () => {
    const quote = await tell('quote', '--help', '--language', 'en');
    expect(quote).toContain('kopilka quote [--case FILE [FILE…]] [options]');
    expect(await tell('quote', 'a.json', '--language', 'en')).toContain('files go with --case');
  });

  it('has its Russian words, and no words that nobody says', () => {
    const all = new Set(allCommands.flatMap(said));
    expect([...all].filter((text) => helpInRussian[text] === undefined)).toEqual([]);
    expect(Object.keys(helpInRussian).filter((text) => !all.has(text))).toEqual([]);
  });

  it.each(allCommands.map((command) => [command.name, command] as const))(
    '%s is whole in both languages',
    async (_, command) => {
      const [russian, english] = [await page(command, 'ru'), await page(command, 'en')];
      for (const text of said(command)) {
        expect(english).toContain(text);
        expect(russian).toContain(helpInRussian[text]);
        if (helpInRussian[text] !== text) expect(russian).not.toContain(`  ${text}`);
      }
      expect(russian.split('\n')).toHaveLength(english.split('\n').length);
      // Below its example a page is the same: what is typed has no language.
      expect(russian.split('Пример:')[1]).toBe(english.split('Example:')[1]);
    },
  );

  it('lists all commands in the language that is asked for', async () => {
    const [russian, english] = [await tell('--help', '--language', 'ru'), await tell('--help')];
    for (const { name, summary } of allCommands) {
      expect(english).toContain(summary);
      expect(russian).toContain(`${helpInRussian[summary]}`);
      expect(russian).toContain(`  ${name} `);
    }
  });
});
