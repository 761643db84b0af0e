import { parseArgs } from 'node:util';
import { type Command, type OptionSpec, UsageFailure } from './command.ts';
import { languageOption } from './language.ts';

export type ParsedArguments = {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
};

/** A command's own options, then those that every command has; some set another language than that of their words. */
export const optionsOf = (command: Command): Readonly<Record<string, OptionSpec>> => ({
  ...command.options,
  language: command.options.language ?? languageOption,
  help: { help: 'show this help' },
  json: { help: 'answer as JSON for programs' },
});

type OptionTypes = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

/** `--token -abc` as `--token=-abc`: secrets may begin with a dash, and only another option's name ends a value. */
function bindValues(words: readonly string[], options: OptionTypes): string[] {
  const bound: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const next = words[index + 1];
    const takesValue = word.startsWith('--') && options[word.slice(2)]?.type === 'string';
    const nextIsOption = next?.startsWith('--') === true && Object.hasOwn(options, next.slice(2));
    if (takesValue && next !== undefined && !nextIsOption) {
      bound.push(`${word}=${next}`);
      index += 1;
    } else bound.push(word);
  }
  return bound;
}

/** Reads a command line strictly: an unknown or missing option is a `UsageFailure` that names it. */
export function parseCommandLine(command: Command, words: readonly string[]): ParsedArguments {
  const options: Record<string, { type: 'string' | 'boolean' }> = {};
  for (const [name, spec] of Object.entries(optionsOf(command))) {
    options[name] = { type: 'value' in spec ? 'string' : 'boolean' };
  }
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: bindValues(words, options),
      options,
      allowPositionals: command.arguments !== undefined,
      strict: true,
    });
  } catch (cause) {
    const sentence = cause instanceof Error ? (cause.message.split('. ')[0] ?? cause.message) : String(cause);
    throw new UsageFailure({
      en: `${sentence}. See "kopilka ${command.name} --help".`,
      ru: `Командная строка не понята (${sentence}). См. "kopilka ${command.name} --help".`,
    });
  }
  const values: Record<string, string | boolean | undefined> = {};
  for (const [name, value] of Object.entries(parsed.values)) {
    if (!Array.isArray(value)) values[name] = value;
  }
  for (const [name, spec] of Object.entries(command.options)) {
    values[name] ??= spec.default;
    if (spec.required === true && values[name] === undefined && values.help !== true) {
      throw new UsageFailure({
        en: `--${name} is missing. See "kopilka ${command.name} --help".`,
        ru: `Не хватает параметра --${name}. См. "kopilka ${command.name} --help".`,
      });
    }
  }
  return { values, positionals: parsed.positionals };
}

/** The longest command name that the words begin with, and the words after it. */
export function findCommand(
  commands: readonly Command[],
  words: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } | null {
  let found: { command: Command; rest: readonly string[] } | null = null;
  for (const command of commands) {
    const parts = command.name.split(' ');
    if (!parts.every((part, index) => words[index] === part)) continue;
    if (found === null || parts.length > found.command.name.split(' ').length) {
      found = { command, rest: words.slice(parts.length) };
    }
  }
  return found;
}
