import type { Pack, PackManifest } from '../contracts/pack.ts';
import type { Program } from '../contracts/program.ts';
import { instantToMs } from '../loyalty/ledger/instant.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { readSetting, writeSetting } from './settings.ts';
import { parseStored } from './stored-json.ts';

/** A pack whose signature, chain and digest were found good. */
export type VerifiedPack = { readonly manifest: PackManifest; readonly program: Program };
/** As good, and of a program that this version of the till may not use or cannot read: it waits here for the update. */
export type PackForLater = { readonly manifest: PackManifest; readonly program: null };
/** The check itself: it knows the hub's keys. The refusal is a sentence. */
export type VerifyPack = (pack: Pack) => Result<VerifiedPack | PackForLater, string>;

export type PackStore = {
  /** The pack in force at an instant of hub time: the highest number whose activation has come and whose end has not. */
  activeAt(hubTimeMs: number): VerifiedPack | null;
  byNumber(number: number): VerifiedPack | null;
  /** The highest number that this version of the till can use; 0 before the first. */
  newest(): number;
  /** A pack that is newer than every one in use and waits for an update of the till; null: none does. */
  forLater(): PackManifest | null;
  /** A page of packs was taken: the list is read anew. */
  forget(): void;
};

/**
 * Packs by number. A pack is verified again when it is first loaded, so that a changed file cannot change prices;
 * one that no longer verifies is passed over, and so is one that waits for an update of the till.
 */
export function createPackStore(reader: SqliteReader, verifyPack: VerifyPack): PackStore {
  const loaded = new Map<number, VerifiedPack | PackForLater>();
  let newestFirst: readonly { readonly number: number; readonly activateAtMs: number }[] | null = null;
  const list = () => {
    newestFirst ??= reader.all<{ number: number; activateAtMs: number }>(
      'SELECT number, activate_at_ms AS activateAtMs FROM packs ORDER BY number DESC',
    );
    return newestFirst;
  };
  const look = (number: number): VerifiedPack | PackForLater | null => {
    const known = loaded.get(number);
    if (known !== undefined) return known;
    const row = reader.get<{ body: string }>('SELECT body FROM packs WHERE number = ?', [number]);
    if (row === undefined) return null;
    const verified = verifyPack(parseStored<Pack>(row.body));
    if (!verified.ok || verified.value.manifest.number !== number) return null;
    loaded.set(number, verified.value);
    return verified.value;
  };
  const byNumber = (number: number): VerifiedPack | null => {
    const pack = look(number);
    return pack === null || pack.program === null ? null : pack;
  };
  return {
    byNumber,
    newest: () => list().find(({ number }) => byNumber(number) !== null)?.number ?? 0,
    forLater() {
      for (const { number } of list()) {
        const pack = look(number);
        if (pack !== null) return pack.program === null ? pack.manifest : null;
      }
      return null;
    },
    activeAt(hubTimeMs) {
      for (const { number, activateAtMs } of list()) {
        if (activateAtMs > hubTimeMs) continue;
        const pack = byNumber(number);
        if (pack !== null && !isOver(pack, hubTimeMs)) return pack;
      }
      return null;
    },
    forget() {
      newestFirst = null;
    },
  };
}

const isOver = ({ manifest: { endsAt } }: VerifiedPack, hubTimeMs: number): boolean =>
  endsAt !== undefined && instantToMs(endsAt) <= hubTimeMs;

/** Takes a pack that is newer than every one seen; the highest number seen is remembered even if packs are lost. */
export function writePack(writer: SqliteWriter, pack: Pack, verifyPack: VerifyPack): Result<null, string> {
  const verified = verifyPack(pack);
  if (!verified.ok) return verified;
  const { number, activateAt } = verified.value.manifest;
  const body = JSON.stringify(pack);
  const highest = readSetting<number>(writer, 'highest-pack') ?? 0;
  if (number <= highest) {
    const same = writer.get<{ body: string }>('SELECT body FROM packs WHERE number = ?', [number]);
    if (same?.body === body) return ok(null);
    return err(`Pack ${number} is not newer than pack ${highest}, which was seen here already.`);
  }
  writer.run('INSERT INTO packs (number, activate_at_ms, body) VALUES (?, ?, ?)', [
    number,
    instantToMs(activateAt),
    body,
  ]);
  writeSetting(writer, 'highest-pack', number);
  return ok(null);
}
