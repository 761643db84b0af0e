/**
 * Why the disk or the file did not serve. Stable words for programs:
 * `cannot-open` no such folder, no rights, not a database · `not-durable` the settings that survive a power cut did not
 * hold · `newer-than-code` written by a later version · `migration-changed` an applied migration was edited ·
 * `disk-full` · `read-only` · `damaged` pages do not fit together · `busy` another process holds the file · `io`.
 */
export type DatabaseFailureCode =
  | 'cannot-open'
  | 'not-durable'
  | 'newer-than-code'
  | 'migration-changed'
  | 'disk-full'
  | 'read-only'
  | 'damaged'
  | 'busy'
  | 'io';

/** The world failed, not the program: the caller can answer with a reason and go on. */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
  readonly code: DatabaseFailureCode;

  constructor(code: DatabaseFailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

const byPrefix: readonly (readonly [prefix: string, code: DatabaseFailureCode])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_IOERR', 'io'],
  ['SQLITE_CANTOPEN', 'cannot-open'],
];

/** The failure that a driver's error stands for; anything else (a wrong statement, a broken constraint) as it was. */
export function asDatabaseFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const driverCode = error.code;
  const known = byPrefix.find(([prefix]) => driverCode.startsWith(prefix));
  return known === undefined ? error : new DatabaseFailure(known[1], error.message, error);
}
