import type { Readable, Writable } from 'node:stream';
import { findCommand, parseCommandLine } from './arguments.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from './command.ts';
import { commandHelp, overview } from './help.ts';

export type Streams = {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
};

function makeContext(
  values: Readonly<Record<string, string | boolean | undefined>>,
  positionals: readonly string[],
  streams: Streams,
  signal: AbortSignal,
): CommandContext {
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  let progressShown = false;
  const clearProgress = (): void => {
    if (progressShown) streams.stderr.write('\r\x1b[K');
    progressShown = false;
  };
  return {
    text,
    must: (name) => {
      const value = text(name);
      if (value === undefined) throw new UsageFailure(`--${name} is missing.`);
      return value;
    },
    flag: (name) => values[name] === true,
    positionals,
    json: values.json === true,
    stdin: streams.stdin,
    out: (line) => {
      clearProgress();
      streams.stdout.write(`${line}\n`);
    },
    error: (line) => {
      clearProgress();
      streams.stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (streams.stderr.isTTY !== true) return;
      streams.stderr.write(`\r\x1b[K${line}`);
      progressShown = true;
    },
    signal,
  };
}

/** Runs one command line; resolves with the exit code. Faults are one sentence on standard error. */
export async function runCommandLine(
  commands: readonly Command[],
  words: readonly string[],
  streams: Streams,
  signal: AbortSignal,
): Promise<number> {
  const print = (text: string): void => void streams.stdout.write(`${text}\n`);
  const complain = (text: string): void => void streams.stderr.write(`${text}\n`);
  if (words.length === 0 || words[0] === '--help' || words[0] === 'help') {
    print(overview(commands));
    return words.length === 0 ? 2 : 0;
  }
  const found = findCommand(commands, words);
  if (found === null) {
    complain(`There is no command "${words.slice(0, 2).join(' ')}". "kopilka --help" lists them.`);
    return 2;
  }
  try {
    const parsed = parseCommandLine(found.command, found.rest);
    if (parsed.values.help === true) {
      print(commandHelp(found.command));
      return 0;
    }
    return await found.command.run(makeContext(parsed.values, parsed.positionals, streams, signal));
  } catch (cause) {
    if (cause instanceof UsageFailure) {
      complain(cause.message);
      return 2;
    }
    if (cause instanceof CommandFailure) {
      complain(cause.message);
      return 1;
    }
    complain(
      `A fault in Kopilka itself, please report it: ${cause instanceof Error ? cause.stack : String(cause)}`,
    );
    return 1;
  }
}
