import type { Readable, Writable } from 'node:stream';
import type { Language } from '../contracts/local-text.ts';
import { findCommand, parseCommandLine } from './arguments.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from './command.ts';
import { commandHelp, overview } from './help.ts';
import { languageOf, machineLanguage } from './language.ts';

export type Streams = {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
};

function makeContext(
  values: Readonly<Record<string, string | boolean | undefined>>,
  positionals: readonly string[],
  language: Language,
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
      if (value === undefined)
        throw new UsageFailure({ en: `--${name} is missing.`, ru: `Не хватает параметра --${name}.` });
      return value;
    },
    flag: (name) => values[name] === true,
    positionals,
    json: values.json === true,
    language,
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
  let language = machineLanguage();
  if (words.length === 0 || words[0] === '--help' || words[0] === 'help') {
    const [option, asked] = words.slice(1);
    if (option === '--language' && (asked === 'ru' || asked === 'en')) language = asked;
    print(overview(commands, language));
    return words.length === 0 ? 2 : 0;
  }
  const found = findCommand(commands, words);
  if (found === null) {
    const asked = words.slice(0, 2).join(' ');
    complain(
      language === 'ru'
        ? `Команды «${asked}» нет. Список: "kopilka --help".`
        : `There is no command "${asked}". "kopilka --help" lists them.`,
    );
    return 2;
  }
  try {
    const parsed = parseCommandLine(found.command, found.rest);
    if (parsed.values.help === true) {
      print(commandHelp(found.command, languageOf(parsed.values.language)));
      return 0;
    }
    const { values, positionals } = parsed;
    const option = values.explain === undefined ? 'language' : 'explain';
    language = languageOf(values[option], `--${option}`);
    return await found.command.run(makeContext(values, positionals, language, streams, signal));
  } catch (cause) {
    if (cause instanceof UsageFailure) {
      complain(cause.told[language]);
      return 2;
    }
    if (cause instanceof CommandFailure) {
      complain(cause.told[language]);
      return 1;
    }
    const what = cause instanceof Error ? cause.stack : String(cause);
    complain(
      language === 'ru'
        ? `Сбой в самой «Копилке», сообщите о нём: ${what}`
        : `A fault in Kopilka itself, please report it: ${what}`,
    );
    return 1;
  }
}
