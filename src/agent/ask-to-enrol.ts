import { hostname } from 'node:os';
import type { Sentence } from '../contracts/sentence.ts';
import type { Clock } from '../shared/ports.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { TillIdentity } from '../store/identity.ts';
import { enrol } from '../sync/enrol.ts';
import type { TillKeys } from '../sync/keys.ts';
import { hubTooOld, notEnrolledByHub } from './start-refusals.ts';

export type EnrolmentRequest = {
  readonly hubUrl: string;
  readonly code: string;
  readonly keys: TillKeys;
  readonly version: string;
  readonly clock: Clock;
  /** The last epoch of a journal that is kept. */
  readonly afterEpoch?: number;
};

/** Uses up the one-time code: the hub knows this machine's key from then on. The refusal says what to do. */
export async function askToEnrol(request: EnrolmentRequest): Promise<Result<TillIdentity, Sentence>> {
  const { hubUrl, code, keys, version, clock, afterEpoch } = request;
  const about = {
    machine: hostname(),
    version,
    clock,
    ...(afterEpoch === undefined ? {} : { afterEpoch }),
  };
  const answer = await enrol(hubUrl, code, keys.publicKey, about);
  if (answer.ok) return ok({ ...answer.value, hubUrl, publicKey: keys.publicKey });
  const isTooOld = answer.error.code === 'invalid' && afterEpoch !== undefined;
  return err(isTooOld ? hubTooOld : notEnrolledByHub(hubUrl, answer.error));
}
