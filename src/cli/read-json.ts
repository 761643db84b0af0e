import { readFileSync } from 'node:fs';
import type { Sentence } from '../contracts/sentence.ts';
import { CommandFailure } from './command.ts';

/** Does this text break before its end? One that is only cut off might still go on. */
function isBroken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    return position === undefined ? !/end of JSON/.test(message) : Number(position) < text.length;
  }
}

type Place = { readonly line: number; readonly column: number; readonly isEnd: boolean };

/** Where a text stops being JSON, counted from 1. The parser does not always tell: the shortest beginning that is broken does. */
function breakOf(text: string): Place {
  let [sound, broken] = [0, text.length + 1];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (isBroken(text.slice(0, middle))) broken = middle;
    else sound = middle;
  }
  const before = text.slice(0, sound).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, isEnd: broken > text.length };
}

/** What is wrong with a text that is not JSON. `firstLine`: the number of its first line in the file it is from. */
export function notJson(text: string, firstLine = 1): Sentence {
  const { line: place, column, isEnd } = breakOf(text);
  const line = firstLine + place - 1;
  const en = `line ${line}, column ${column}`;
  return isEnd
    ? { en: `it ends too early, at ${en}.`, ru: `текст обрывается на строке ${line}, столбце ${column}.` }
    : { en: `look at ${en}.`, ru: `смотрите строку ${line}, столбец ${column}.` };
}

/** What is wrong with one line of a file that is not JSON, where the line's number is told beside it. */
export function notJsonInLine(text: string): Sentence {
  const { column, isEnd } = breakOf(text);
  return isEnd
    ? { en: `it ends too early, at column ${column}.`, ru: `строка обрывается на столбце ${column}.` }
    : { en: `look at column ${column}.`, ru: `смотрите столбец ${column}.` };
}

/** A JSON file, or a `CommandFailure` that says which file and what is wrong with it. */
export function readJsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new CommandFailure(
      isMissing
        ? { en: `${path} does not exist. Check the path.`, ru: `Файла ${path} нет. Проверьте путь.` }
        : {
            en: `${path} cannot be read. Check the path.`,
            ru: `Файл ${path} не читается. Проверьте путь и права.`,
          },
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    const where = notJson(text);
    throw new CommandFailure({
      en: `${path} is not JSON: ${where.en}`,
      ru: `${path} – не JSON: ${where.ru}`,
    });
  }
}
