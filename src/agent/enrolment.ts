import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../shared/ports.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { writeDurably } from '../sqlite/write-durably.ts';
import type { TillIdentity } from '../store/identity.ts';
import type { TillStore } from '../store/till-store.ts';
import { enrol } from '../sync/enrol.ts';
import { makeTillKeys, signerOf } from '../sync/keys.ts';
import type { Signer } from '../sync/ports.ts';

const keyFile = (dataDir: string): string => join(dataDir, 'till-key.pem');

/**
 * The till's private key, readable by its own user only. A secret store of the operating system would hold it better;
 * plain Node has none, so the file's rights are what protects it.
 */
function readSigner(dataDir: string): Signer | null {
  const path = keyFile(dataDir);
  return existsSync(path) ? signerOf(readFileSync(path, 'utf8')) : null;
}

export type Enrolled = { readonly identity: TillIdentity; readonly signer: Signer };

export type EnrolmentOptions = {
  readonly dataDir: string;
  readonly store: TillStore;
  readonly clock: Clock;
  readonly version: string;
  readonly hubUrl?: string | undefined;
  readonly enrolCode?: string | undefined;
};

/** Who this till is: as it was enrolled before, or by a one-time code now. The refusal says what to do. */
export async function ensureEnrolled(options: EnrolmentOptions): Promise<Result<Enrolled, string>> {
  const { dataDir, store } = options;
  const known = store.identity.get();
  if (known !== null) {
    const signer = readSigner(dataDir);
    if (signer === null) {
      return err(
        `${keyFile(dataDir)} is missing. Enrol this machine as a new till with a new folder and a new code.`,
      );
    }
    const identity = options.hubUrl === undefined ? known : { ...known, hubUrl: options.hubUrl };
    if (identity.hubUrl !== known.hubUrl) store.identity.set(identity);
    return ok({ identity, signer });
  }
  if (options.hubUrl === undefined || options.enrolCode === undefined) {
    return err(
      'This till is not enrolled yet. Ask the operator for a code and start it with --hub URL --enrol CODE.',
    );
  }
  const keys = makeTillKeys();
  const answer = await enrol(options.hubUrl, options.enrolCode, keys.publicKey, {
    machine: hostname(),
    version: options.version,
    clock: options.clock,
  });
  if (!answer.ok) {
    const { code, detail } = answer.error;
    return err(
      code === 'unreachable'
        ? `The hub at ${options.hubUrl} does not answer (${detail}). Check its address and that it runs.`
        : `The hub refused to enrol this till: ${detail} Ask the operator for a new code.`,
    );
  }
  // The key first and for good: an identity without its key could never sign.
  writeDurably(keyFile(dataDir), keys.privateKeyPem);
  const identity: TillIdentity = { ...answer.value, hubUrl: options.hubUrl };
  store.identity.set(identity);
  return ok({ identity, signer: signerOf(keys.privateKeyPem) });
}
