import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { readSetting, writeSetting } from './settings.ts';

/** Why the hub takes nothing of this till: `chain-forked` or `signature-refused`, and the hub's words. */
export type HubRefusal = { readonly code: string; readonly detail: string };

export const readHubRefusal = (reader: SqliteReader): HubRefusal | null =>
  readSetting<HubRefusal>(reader, 'hub-refusal');

export function writeHubRefusal(writer: SqliteWriter, refusal: HubRefusal | null): void {
  if (refusal === null) writer.run("DELETE FROM settings WHERE name = 'hub-refusal'");
  else writeSetting(writer, 'hub-refusal', refusal);
}
