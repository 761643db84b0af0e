import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type Command, CommandFailure } from '../../src/cli/command.ts';
import { runCommandLine } from '../../src/cli/run.ts';

const greet: Command = {
  name: 'greet person',
  summary: 'greets a person',
  arguments: 'NAME',
  options: { loud: { help: 'shout' }, from: { help: 'who greets', value: 'WHO', required: true } },
  example: 'kopilka greet person Anna --from Boris',
  run: async (context) => {
    if (context.positionals[0] === 'nobody')
      throw new CommandFailure('There is nobody to greet. Name someone.');
    context.out(
      `${context.must('from')}: ${context.flag('loud') ? 'HELLO' : 'hello'} ${context.positionals[0]}`,
    );
    return 0;
  },
};

async function run(...words: string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await runCommandLine(
    [greet],
    words,
    { stdin: new PassThrough(), stdout, stderr },
    new AbortController().signal,
  );
  return { code, out: String(stdout.read() ?? ''), error: String(stderr.read() ?? '') };
}

describe('the command line', () => {
  it('runs the command whose words it begins with', async () => {
    expect(await run('greet', 'person', 'Anna', '--from', 'B', '--loud')).toEqual({
      code: 0,
      out: 'B: HELLO Anna\n',
      error: '',
    });
  });

  it('answers wrong usage with exit code 2 and one sentence', async () => {
    for (const words of [['greet', 'person', 'A'], ['greet', 'person', '--nope'], ['sing']]) {
      const result = await run(...words);
      expect(result.code).toBe(2);
      expect(result.out).toBe('');
      expect(result.error.trim().split('\n')).toHaveLength(1);
    }
  });

  it('answers a failure with exit code 1 and its sentence', async () => {
    const result = await run('greet', 'person', 'nobody', '--from', 'B');
    expect(result).toEqual({ code: 1, out: '', error: 'There is nobody to greet. Name someone.\n' });
  });

  it('takes a value that begins with a dash, and no other option as a value', async () => {
    expect((await run('greet', 'person', 'A', '--from', '-B_c')).out).toBe('-B_c: hello A\n');
    expect((await run('greet', 'person', 'A', '--from', '--loud')).code).toBe(2);
  });

  it('shows help with an example for every command', async () => {
    const result = await run('greet', 'person', '--help');
    expect(result.code).toBe(0);
    expect(result.out).toContain('kopilka greet person Anna --from Boris');
    expect(result.out).toContain('--from WHO');
  });
});
