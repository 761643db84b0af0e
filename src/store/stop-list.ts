import { type SignedStopList, stopListSchema } from '../contracts/leases.ts';
import { readTolerant } from '../contracts/read-tolerant.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { readSetting, writeSetting } from './settings.ts';

export type IsHubSigned = (signed: {
  readonly text: string;
  readonly keyId: string;
  readonly signature: string;
}) => boolean;

type Stored = { readonly number: number; readonly members: readonly string[] };

/** Members who spend only while the hub answers, as the hub last said. */
export const readStopList = (reader: SqliteReader): ReadonlySet<string> =>
  new Set(readSetting<Stored>(reader, 'stop-list')?.members ?? []);

/**
 * Takes a list that the hub signed, unless a later one is known: an old one, sent again, would let members off. True
 * when it was taken.
 */
export function takeStopList(
  writer: SqliteWriter,
  signed: SignedStopList,
  isSigned: IsHubSigned,
  chain: string | null,
): boolean {
  const { list: text, keyId, signature } = signed;
  if (!isSigned({ text, keyId, signature })) return false;
  const parsed = readTolerant(stopListSchema, JSON.parse(text));
  if (!parsed.success || parsed.data.chain !== chain) return false;
  const { number, members } = parsed.data;
  if (number < (readSetting<Stored>(writer, 'stop-list')?.number ?? 0)) return false;
  writeSetting(writer, 'stop-list', { number, members } satisfies Stored);
  return true;
}

/** Another life of the hub's data counts anew: its next list is taken whatever its number, and this one holds until then. */
export function renumberStopList(writer: SqliteWriter): void {
  const stored = readSetting<Stored>(writer, 'stop-list');
  if (stored !== null) writeSetting(writer, 'stop-list', { ...stored, number: 0 } satisfies Stored);
}
