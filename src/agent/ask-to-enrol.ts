import { hostname } from 'node:os';
import type { Clock } from '../shared/ports.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { TillIdentity } from '../store/identity.ts';
import { enrol } from '../sync/enrol.ts';
import type { TillKeys } from '../sync/keys.ts';

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
export async function askToEnrol(request: EnrolmentRequest): Promise<Result<TillIdentity, string>> {
  const { hubUrl, code, keys, version, clock, afterEpoch } = request;
  const about = {
    machine: hostname(),
    version,
    clock,
    ...(afterEpoch === undefined ? {} : { afterEpoch }),
  };
  const answer = await enrol(hubUrl, code, keys.publicKey, about);
  if (answer.ok) return ok({ ...answer.value, hubUrl, publicKey: keys.publicKey });
  const { code: fault, detail } = answer.error;
  if (fault === 'invalid' && afterEpoch !== undefined) {
    return err('The hub is too old to enrol a till that keeps its data. Update the hub and try again.');
  }
  return err(
    fault === 'unreachable'
      ? `The hub at ${hubUrl} does not answer (${detail}). Check its address and that it runs.`
      : `The hub refused to enrol this till: ${detail} Ask the operator for a new code.`,
  );
}
