import { readFileSync } from 'node:fs';
import { CommandFailure } from './command.ts';

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
  } catch (cause) {
    throw new CommandFailure(
      `${path} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`,
    );
  }
}
