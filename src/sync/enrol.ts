import { type EnrolResult, enrolResultSchema, SYNC_PROTOCOL } from '../contracts/sync.ts';
import type { Clock } from '../shared/ports.ts';
import { err, type Result } from '../shared/result.ts';
import { describeNetworkError, readAnswer } from './http-answer.ts';
import { requestHub } from './hub-request.ts';
import type { TransportFailure } from './ports.ts';

const timeoutMs = 15_000;

/** Makes this machine a till of the hub's chain. `code` is the one-time code, `publicKey` raw Ed25519 in base64. */
export async function enrol(
  hubUrl: string,
  code: string,
  publicKey: string,
  about: {
    readonly machine: string;
    readonly version: string;
    readonly clock: Clock;
    /** The last epoch of a journal that is kept. */
    readonly afterEpoch?: number;
  },
): Promise<Result<EnrolResult, TransportFailure>> {
  const { machine, version, afterEpoch } = about;
  const kept = afterEpoch === undefined ? {} : { afterEpoch };
  const body = { protocol: SYNC_PROTOCOL, code, publicKey, machine, version, ...kept };
  try {
    const response = await requestHub(new URL('/v1/enrol', hubUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await readAnswer(response, enrolResultSchema, about.clock.wallMs());
  } catch (error) {
    return err(describeNetworkError(error));
  }
}
