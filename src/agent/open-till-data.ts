import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Sentence } from '../contracts/sentence.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import type { FileKey, FileKeys } from '../sqlite/file-key.ts';
import type { TillIdentity } from '../store/identity.ts';
import { finishReplacing, replaceDamaged } from '../store/rebuild/replace-file.ts';
import { openTillStore, type TillStore, type TillStoreOptions } from '../store/till-store.ts';
import { hubSigned } from '../sync/keys.ts';
import { listBackups } from './daily-backup.ts';
import { createDevicePins, type DevicePins } from './device-pins.ts';
import { keepIdentityFile, readIdentityFile } from './identity-file.ts';
import { checkPack } from './pack-check.ts';
import { databaseUnusable } from './start-refusals.ts';
import { keyOfTill, switchTill } from './switch-till.ts';
import { asideFolder, backupsFolder, tillDatabaseFile } from './till-files.ts';
import { type EncryptionWish, keysForStart } from './till-keys.ts';

export type TillDataOptions = {
  readonly dataDir: string;
  readonly bootId: string;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  /** What the config says of encryption; without it the data are plain. */
  readonly encryption?: EncryptionWish;
  /** Damage is met during work: close everything and open it again. */
  readonly onDamaged?: () => void;
};

export type TillData = {
  readonly store: TillStore;
  readonly pins: DevicePins;
  /** What the folder's files are read with; null when they are plain. */
  readonly key: FileKey | null;
};

/**
 * Opens the till's data. A damaged or missing file of an enrolled till is rebuilt first, from what can be read of it and
 * from its daily copies, and set aside. What people can mend comes back as a sentence.
 */
export function openTillData(options: TillDataOptions): Result<TillData, Sentence> {
  const { dataDir, bootId, onDamaged, log } = options;
  const path = join(dataDir, tillDatabaseFile);
  const found = keysForStart(dataDir, options.encryption ?? { encryption: 'off' });
  if (!found.ok) return found;
  const keys = found.value;
  try {
    finishReplacing(path, join(dataDir, asideFolder), systemClock.wallMs());
    switchTill({ dataDir, keys, log });
    const pins = createDevicePins(join(dataDir, 'pin-key'), () => {
      const identity = store.identity.get();
      return identity === null ? null : Buffer.from(identity.phoneKey, 'base64');
    });
    const storeOptions: TillStoreOptions = {
      clock: systemClock,
      bootId,
      verifyPack: (pack) => checkPack(pack, store.identity.get()),
      sealPin: pins.sealPin,
      key: keyOfTill(dataDir, keys),
      isHubSigned: ({ text, keyId, signature }) =>
        hubSigned(store.identity.get()?.hubKeys ?? [], keyId, text, signature),
      ...(onDamaged === undefined ? {} : { onDamaged }),
    };
    const isLost = !existsSync(path) && readIdentityFile(dataDir) !== null;
    const opened = isLost ? new DatabaseFailure('damaged', `${path} is gone.`) : open(path, storeOptions);
    const store: TillStore =
      opened instanceof DatabaseFailure ? rebuild(path, opened, { ...options, keys }, storeOptions) : opened;
    if (pins.isNew) store.sync.forgetCursor('config');
    const identity = store.identity.get();
    if (identity !== null) keepBeside(dataDir, identity, options.log);
    return ok({ store, pins, key: keys.known });
  } catch (cause) {
    if (cause instanceof DatabaseFailure) return err(databaseUnusable(path, cause));
    throw cause;
  }
}

/** A till starts on a full disk too, to price at least; the database has the identity, and the next start writes it. */
function keepBeside(dataDir: string, identity: TillIdentity, log: TillDataOptions['log']): void {
  try {
    keepIdentityFile(dataDir, identity);
  } catch (cause) {
    log.warn({ err: cause }, 'who this till is could not be written beside its database');
  }
}

function open(path: string, options: TillStoreOptions): TillStore | DatabaseFailure {
  try {
    return openTillStore(path, options);
  } catch (cause) {
    if (cause instanceof DatabaseFailure && cause.code === 'damaged') return cause;
    throw cause;
  }
}

function rebuild(
  path: string,
  damage: DatabaseFailure,
  { dataDir, log, keys }: TillDataOptions & { readonly keys: FileKeys },
  options: TillStoreOptions,
): TillStore {
  log.error({ detail: damage.message }, 'the data of the till are damaged; they are rebuilt');
  const { gaps, ...report } = replaceDamaged({
    path,
    asideFolder: join(dataDir, asideFolder),
    copies: listBackups(join(dataDir, backupsFolder)),
    identity: readIdentityFile(dataDir),
    keys,
    nowMs: systemClock.wallMs(),
  });
  log.warn(
    { ...report, gaps: gaps.map(({ epoch, from, to }) => `${epoch}: ${from}-${to ?? ''}`) },
    'the data of the till were rebuilt; the damaged files are kept',
  );
  return openTillStore(path, { ...options, key: keys.wanted });
}
