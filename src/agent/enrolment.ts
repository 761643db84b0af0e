import type { Sentence } from '../contracts/sentence.ts';
import type { Clock } from '../shared/ports.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { TillIdentity } from '../store/identity.ts';
import type { TillStore } from '../store/till-store.ts';
import { makeTillKeys, signerOf } from '../sync/keys.ts';
import type { Signer } from '../sync/ports.ts';
import { askToEnrol } from './ask-to-enrol.ts';
import { keyMissing, notEnrolled } from './start-refusals.ts';
import { readSigner, settleNextKey, tillKeyFile, writeTillKey } from './till-key.ts';

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
export async function ensureEnrolled(options: EnrolmentOptions): Promise<Result<Enrolled, Sentence>> {
  const { dataDir, store, hubUrl, enrolCode, clock, version } = options;
  const known = store.identity.get();
  if (known !== null) {
    settleNextKey(dataDir, known);
    const signer = readSigner(dataDir);
    if (signer === null) return err(keyMissing(tillKeyFile(dataDir), dataDir));
    const identity = hubUrl === undefined ? known : { ...known, hubUrl };
    if (identity.hubUrl !== known.hubUrl) store.identity.set(identity);
    return ok({ identity, signer });
  }
  if (hubUrl === undefined || enrolCode === undefined) return err(notEnrolled(dataDir));
  const keys = makeTillKeys();
  const answer = await askToEnrol({ hubUrl, code: enrolCode, keys, version, clock });
  if (!answer.ok) return answer;
  // The key first and for good: an identity without its key could never sign.
  writeTillKey(dataDir, keys);
  store.identity.set(answer.value);
  return ok({ identity: answer.value, signer: signerOf(keys.privateKeyPem) });
}
