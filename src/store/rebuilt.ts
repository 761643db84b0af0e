import type { SqliteReader } from '../sqlite/database.ts';
import { readSetting } from './settings.ts';

/** The file was put together again from a damaged one, and the hub has not been asked yet what it has of this epoch. */
export type Rebuilt = { readonly epoch: number };

export const readRebuilt = (reader: SqliteReader): Rebuilt | null => readSetting<Rebuilt>(reader, 'rebuilt');
