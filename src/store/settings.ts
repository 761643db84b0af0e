import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { parseStored } from './stored-json.ts';

const names = [
  'identity',
  'config',
  'hub-head',
  'hub-generation',
  'highest-pack',
  'promotion-uses-told',
  'disk-tried',
  'purchase-counter',
  'rebuilt',
  'hub-refusal',
  'roster',
  'stop-list',
  'lease-numbers',
  'member-snapshot',
  'member-snapshot-place',
] as const;

/** Single values of the till, by name: what no table of its own is worth. */
export type SettingName = (typeof names)[number];

export const isSettingName = (name: string): name is SettingName =>
  (names as readonly string[]).includes(name);

export function readSetting<T>(reader: SqliteReader, name: SettingName): T | null {
  const row = reader.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', [name]);
  return row === undefined ? null : parseStored<T>(row.value);
}

export function writeSetting(writer: SqliteWriter, name: SettingName, value: unknown): void {
  writer.run(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, JSON.stringify(value)],
  );
}
