import type { Readable } from 'node:stream';
import type { Language } from '../contracts/local-text.ts';
import type { Sentence } from '../contracts/sentence.ts';

/** One option of a command. `value` names its argument in the help; without it the option is a switch. */
export type OptionSpec = {
  readonly help: string;
  readonly value?: string;
  readonly default?: string;
  readonly required?: boolean;
};

export type CommandContext = {
  /** Text options that were given or have a default. */
  readonly text: (name: string) => string | undefined;
  /** A required text option, or its default. */
  readonly must: (name: string) => string;
  readonly flag: (name: string) => boolean;
  readonly positionals: readonly string[];
  /** `--json`: one JSON document (or NDJSON) on standard output, nothing else there. */
  readonly json: boolean;
  /** What `--language` or `--explain` asks for, else the machine's own. */
  readonly language: Language;
  readonly stdin: Readable;
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
  /** Overwrites one progress line on standard error, only when that is a terminal. */
  readonly progress: (line: string) => void;
  /** Aborted by Ctrl-C or SIGTERM: leave nothing half done and return. */
  readonly signal: AbortSignal;
};

/** One file in `commands/` exports one of these. */
export type Command = {
  /** The words after `kopilka`, such as `hub publish`. */
  readonly name: string;
  readonly summary: string;
  readonly arguments?: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly example: string;
  /** Resolves with the exit code: 0 done, 1 failed; one of its own is above 2 and told in its help. */
  readonly run: (context: CommandContext) => Promise<number>;
};

/** A failure that a person is told of, in one language or in both. */
class ToldFailure extends Error {
  readonly told: Sentence;

  constructor(told: string | Sentence) {
    super(typeof told === 'string' ? told : told.en);
    this.told = typeof told === 'string' ? { en: told, ru: told } : told;
  }
}

/** The command could not do its work; the sentence says what to do. Exit code 1. */
export class CommandFailure extends ToldFailure {
  override readonly name = 'CommandFailure';
}

/** The command line is wrong. Exit code 2. */
export class UsageFailure extends ToldFailure {
  override readonly name = 'UsageFailure';
}
