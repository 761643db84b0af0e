import type { Language } from '../contracts/local-text.ts';
import { optionsOf } from './arguments.ts';
import type { Command } from './command.ts';
import { helpInRussian } from './help-in-russian.ts';

const column = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

/** Words of the pages themselves. */
const pages = {
  en: {
    title: 'Kopilka: loyalty at the till that never waits for the network.',
    usage: 'Usage',
    word: '<command> [options]     (in a clone: npm run kopilka -- <command> …)',
    commands: 'Commands:',
    end: 'Every command takes --help (with an example) and --json. Exit: 0 done, 1 failed, 2 wrong usage.',
    options: 'Options:',
    more: '[options]',
    example: 'Example:',
    fallback: 'default',
    required: 'required',
  },
  ru: {
    title: 'Kopilka: лояльность на кассе, которая никогда не ждёт сети.',
    usage: 'Запуск',
    word: '<команда> [параметры]     (в копии исходников: npm run kopilka -- <команда> …)',
    commands: 'Команды:',
    end: 'У каждой команды есть --help (с примером) и --json. Код выхода: 0 – сделано, 1 – не вышло, 2 – неверный вызов.',
    options: 'Параметры:',
    more: '[параметры]',
    example: 'Пример:',
    fallback: 'по умолчанию',
    required: 'обязательно',
  },
} as const;

const say = (text: string, language: Language): string =>
  language === 'ru' ? (helpInRussian[text] ?? text) : text;

/** The page of `kopilka --help`. */
export function overview(commands: readonly Command[], language: Language): string {
  const words = pages[language];
  return [
    words.title,
    '',
    `${words.usage}: kopilka ${words.word}`,
    '',
    words.commands,
    ...column(commands.map((command) => [command.name, say(command.summary, language)] as const)),
    '',
    words.end,
  ].join('\n');
}

/** The page of `kopilka <command> --help`. */
export function commandHelp(command: Command, language: Language): string {
  const words = pages[language];
  const options = Object.entries(optionsOf(command)).map(([name, spec]) => {
    const value = spec.value !== undefined ? ` ${spec.value}` : '';
    const fallback = spec.default !== undefined ? ` (${words.fallback} ${spec.default})` : '';
    const required = spec.required === true ? ` (${words.required})` : '';
    return [`--${name}${value}`, `${say(spec.help, language)}${fallback}${required}`] as const;
  });
  const positionals = command.arguments === undefined ? '' : ` ${command.arguments}`;
  return [
    say(command.summary, language),
    '',
    `${words.usage}: kopilka ${command.name}${positionals} ${words.more}`,
    '',
    words.options,
    ...column(options),
    '',
    words.example,
    ...command.example.split('\n').map((line) => `  ${line}`),
  ].join('\n');
}
