import { readFileSync } from 'node:fs';
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

/** Where a text stops being JSON. The parser does not always tell: the shortest beginning that is broken does. */
function whereItBreaks(text: string): string {
  let [sound, broken] = [0, text.length + 1];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (isBroken(text.slice(0, middle))) broken = middle;
    else sound = middle;
  }
  const before = text.slice(0, sound).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  return broken > text.length ? `it ends too early, at ${place}.` : `look at ${place}.`;
}

/** A JSON file, or a `CommandFailure` that says which file and what is wrong with it. */
export function readJsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new CommandFailure(`${path} ${missing ? 'does not exist' : 'cannot be read'}. Check the path.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailure(`${path} is not JSON: ${whereItBreaks(text)}`);
  }
}
