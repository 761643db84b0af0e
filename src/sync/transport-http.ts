import { hash } from 'node:crypto';
import type { z } from 'zod';
import { leaseResultSchema } from '../contracts/leases.ts';
import { signedSnapshotSchema } from '../contracts/member-snapshot.ts';
import { pushFormatsHeader } from '../contracts/push-lines.ts';
import { readTolerant } from '../contracts/read-tolerant.ts';
import { headSignatureText, requestSignatureText, signatureHeaders } from '../contracts/signature-text.ts';
import {
  doorbellEventSchema,
  type PushRequest,
  type PushResult,
  pullResultSchema,
  purchaseLookupSchema,
  pushResultSchema,
} from '../contracts/sync.ts';
import { type TillHealth, tillHealthHeader } from '../contracts/till-health.ts';
import type { Clock, Random } from '../shared/ports.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { createEventReader } from './event-stream.ts';
import { describeNetworkError, failure, hubTimeOf, readAnswer, readRefusal } from './http-answer.ts';
import { acceptedCodings, type HubAnswer, requestHub } from './hub-request.ts';
import { type HubKey, hubSigned } from './keys.ts';
import type {
  DoorbellListener,
  PullQuery,
  Signer,
  SyncTransport,
  Timers,
  TransportFailure,
} from './ports.ts';
import { jsonBody, pushBody, type RequestBody } from './push-body.ts';

export type HttpTransportParts = {
  readonly hubUrl: string;
  readonly chain: string;
  readonly till: string;
  readonly hubKeys: readonly HubKey[];
  readonly signer: Signer;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  /** Hub time minus wall time at the last contact, so that the first request is signed for the right time. */
  readonly offsetMs: number | null;
  /** What the till says of itself; told beside its questions about settings. */
  readonly health?: () => TillHealth;
};

const answerTimeoutMs = 30_000;
/** The hub says something every 20 s; a line silent for longer is dead, whatever the socket thinks. */
const silenceMs = 50_000;

/**
 * The hub over HTTP. Requests are signed for the till's estimate of hub time; a till whose clock moved gets the hub's
 * time back and signs once more. That time is used for signing only, because nobody has signed it.
 */
export function createHttpTransport(parts: HttpTransportParts): SyncTransport {
  const calls = createSignedCalls(parts);
  return {
    async push(request, signal) {
      const answer = await pushIn(calls, request, signal);
      if (answer.ok && !isCountersigned(parts, request, answer.value)) {
        return err(failure('forged-answer', 'The answer to a push is not signed by the hub of this chain.'));
      }
      return answer;
    },
    pull({ stream, cursor, limit, pack }: PullQuery, signal) {
      const staged = pack === undefined ? '' : `&pack=${pack}`;
      const target = `/v1/pull?stream=${stream}&cursor=${cursor}&limit=${limit}${staged}`;
      return calls.call('GET', target, null, pullResultSchema, signal);
    },
    snapshot: {
      offer: (signal) => calls.call('GET', '/v1/snapshot/members', null, signedSnapshotSchema, signal),
      chunk: (id, index, signal) => calls.bytes(`/v1/snapshot/members/${id}?chunk=${index}`, signal),
    },
    leases: (request, signal) =>
      calls.call('POST', '/v1/leases', jsonBody(request), leaseResultSchema, signal),
    purchase(purchaseId, signal) {
      const target = `/v1/purchase?id=${encodeURIComponent(purchaseId)}`;
      return calls.call('GET', target, null, purchaseLookupSchema, signal);
    },
    listen: (listener) => listen(parts, calls.send, listener),
  };
}

/**
 * In the best form that the hub has said it takes. Behind a balancer an older node may get it that cannot read it: then once
 * more as plain JSON, which all can.
 */
async function pushIn(
  calls: SignedCalls,
  request: PushRequest,
  signal: AbortSignal,
): Promise<Result<PushResult, TransportFailure>> {
  const body = await pushBody(request, calls.pushFormats());
  const answer = await calls.call('POST', '/v1/push', body, pushResultSchema, signal);
  const isPlain = body.headers['content-type'] === 'application/json';
  if (answer.ok || isPlain || !unreadable.has(answer.error.code)) return answer;
  return calls.call('POST', '/v1/push', jsonBody(request), pushResultSchema, signal);
}
const unreadable: ReadonlySet<string> = new Set(['malformed-json', 'wrong-media-type', 'invalid']);

type SignedCalls = {
  /** Which pushes the hub takes, as its latest answer said. */
  readonly pushFormats: () => string | null;
  readonly send: (
    method: string,
    target: string,
    body: RequestBody | null,
    signal: AbortSignal,
  ) => Promise<HubAnswer>;
  readonly call: <Schema extends z.ZodType>(
    method: string,
    target: string,
    body: RequestBody | null,
    schema: Schema,
    signal: AbortSignal,
  ) => Promise<Result<z.output<Schema>, TransportFailure>>;
  /** The body as it is. */
  readonly bytes: (target: string, signal: AbortSignal) => Promise<Result<Buffer, TransportFailure>>;
};

function createSignedCalls(parts: HttpTransportParts): SignedCalls {
  let offsetMs = parts.offsetMs ?? 0;
  let pushFormats: string | null = null;
  const sendOnce = async (
    method: string,
    target: string,
    body: RequestBody | null,
    signal: AbortSignal,
  ): Promise<HubAnswer> => {
    const timeMs = Math.round(parts.clock.wallMs() + offsetMs);
    const request = { method, headers: signedHeaders(parts, method, target, body, timeMs), signal };
    const response = await requestHub(new URL(target, parts.hubUrl), {
      ...request,
      body: body?.content ?? null,
    });
    // The open line says nothing of it, and may be answered right before a push.
    if (target !== '/v1/doorbell') pushFormats = response.header(pushFormatsHeader);
    const hubTimeMs = hubTimeOf(response);
    if (hubTimeMs !== null) offsetMs = hubTimeMs - parts.clock.wallMs();
    return response;
  };
  const send: SignedCalls['send'] = async (method, target, body, signal) => {
    const response = await sendOnce(method, target, body, signal);
    if (response.status !== 401 || hubTimeOf(response) === null) return response;
    if (!(await response.text()).includes('"code":"request-expired"')) return response;
    return sendOnce(method, target, body, signal);
  };
  return {
    pushFormats: () => pushFormats,
    send,
    async bytes(target, signal) {
      const timed = AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]);
      try {
        const answer = await send('GET', target, null, timed);
        if (!answer.isOk) return await readRefusal(answer, parts.clock.wallMs());
        return ok(await answer.bytes());
      } catch (error) {
        return err(describeNetworkError(error));
      }
    },
    async call(method, target, body, schema, signal) {
      const timed = AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]);
      try {
        return await readAnswer(await send(method, target, body, timed), schema, parts.clock.wallMs());
      } catch (error) {
        return err(describeNetworkError(error));
      }
    },
  };
}

function signedHeaders(
  parts: HttpTransportParts,
  method: string,
  target: string,
  body: RequestBody | null,
  timeMs: number,
): Record<string, string> {
  const nonce = Buffer.from(parts.random.bytes(16)).toString('hex');
  const bodySha256 = hash('sha256', body?.content ?? '', 'hex');
  const text = requestSignatureText({ method, target, bodySha256, timeMs, nonce });
  return {
    ...body?.headers,
    // A line that stays open is read as it comes.
    ...(target === '/v1/doorbell' ? {} : { 'accept-encoding': acceptedCodings }),
    [signatureHeaders.till]: parts.till,
    [signatureHeaders.time]: String(timeMs),
    [signatureHeaders.nonce]: nonce,
    [signatureHeaders.signature]: parts.signer.sign(text),
    ...(parts.health !== undefined && target.startsWith('/v1/pull?stream=config')
      ? { [tillHealthHeader]: JSON.stringify(parts.health()) }
      : {}),
  };
}

function isCountersigned(parts: HttpTransportParts, request: PushRequest, result: PushResult): boolean {
  const text = headSignatureText({
    chain: parts.chain,
    till: parts.till,
    epoch: request.epoch,
    sequence: result.headSequence,
    head: result.head,
  });
  return hubSigned(parts.hubKeys, result.keyId, text, result.headSignature);
}

function listen(
  { timers }: HttpTransportParts,
  send: SignedCalls['send'],
  listener: DoorbellListener,
): () => void {
  const controller = new AbortController();
  let cancelSilence = (): void => {};
  let over = false;
  const end = (lost: boolean): void => {
    if (over) return;
    over = true;
    cancelSilence();
    controller.abort();
    if (lost) listener.onLost();
  };
  const heard = (): void => {
    cancelSilence();
    if (!over) cancelSilence = timers.after(silenceMs, () => end(true));
  };
  const follow = async (): Promise<void> => {
    heard();
    const response = await send('GET', '/v1/doorbell', null, controller.signal);
    if (!response.isOk) return;
    const read = createEventReader();
    const decoder = new TextDecoder();
    for await (const chunk of response.chunks) {
      heard();
      for (const text of read(decoder.decode(chunk, { stream: true }))) {
        const event = readTolerant(doorbellEventSchema, JSON.parse(text));
        if (event.success && !over) listener.onRing(event.data.stream, event.data.cursor);
      }
    }
  };
  // Whatever ends the line, a refusal or garbage included, the pulls go on by their own poll.
  follow().then(
    () => end(true),
    () => end(true),
  );
  return () => end(false);
}
