import type { SqliteWriter } from '../sqlite/database.ts';
import { readSetting, writeSetting } from './settings.ts';
import { renumberStopList } from './stop-list.ts';

/**
 * Notes which life of the hub's data answers. Another one than before was restored from a backup: its cursors count
 * anew, so every stream is read from its beginning; what is here stays in use meanwhile.
 */
export function heedGeneration(writer: SqliteWriter, generation: string): boolean {
  const known = readSetting<string>(writer, 'hub-generation');
  if (known === generation) return false;
  writeSetting(writer, 'hub-generation', generation);
  if (known === null) return false;
  writer.run('UPDATE cursors SET cursor = 0, complete = 0');
  renumberStopList(writer);
  return true;
}
