import { describe, expect, it } from 'vitest';
import { findCommand } from '../../src/cli/arguments.ts';
import { allCommands } from '../../src/cli/commands.ts';
import { loadCommands } from '../../src/cli/load-commands.ts';

describe('what is loaded for a command line', () => {
  it.each(allCommands.map(({ name }) => name))('has the command it names: %s', async (name) => {
    const words = [...name.split(' '), '--data', 'x'];
    expect(findCommand(await loadCommands(words), words)?.command.name).toBe(name);
  });

  it('is for a till its own command alone', async () => {
    expect((await loadCommands(['till', '--data', 'x'])).map(({ name }) => name)).toEqual(['till']);
  });
});
