import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { answerProof, proofHeader, sameHex, sha256Hex, signCall } from '../contracts/call-proof.ts';
import { agentEventSchema, isForRegisters, type RegisterEvent } from '../contracts/events.ts';
import { POS_API_PREFIX } from '../contracts/pos-api.ts';
import { readTolerant } from '../contracts/read-tolerant.ts';
import { type AgentAddress, target } from './exchange.ts';
import { createMessageReader, type StreamMessage } from './message-reader.ts';

/** What the agent tells; `id` is for `lastEventId` of a later run of the register. */
export type PosEvent = RegisterEvent & { readonly id: string | null };

export type EventOptions = {
  /** Ends the stream; without it, leaving the loop does at the next event. */
  readonly signal?: AbortSignal;
  /** What came after it is told first, as far as the agent still knows it. */
  readonly lastEventId?: string;
};

const path = `${POS_API_PREFIX}/events`;
const firstPauseMs = 250;
const longestPauseMs = 5000;
/** The agent says something every 15 seconds. */
const silenceMs = 45_000;

/**
 * What the agent tells, for as long as the caller listens: a line that breaks, an agent that restarts, and a program that
 * took its port are waited out, and what was missed meanwhile is asked for. Never throws.
 */
export async function* followEvents(
  address: AgentAddress,
  token: string,
  { signal, lastEventId }: EventOptions = {},
): AsyncGenerator<PosEvent, void, void> {
  let last = lastEventId ?? null;
  let pauseMs = firstPauseMs;
  while (signal?.aborted !== true) {
    const stream = await openStream(address, token, last, signal);
    if (stream !== null) {
      for await (const message of messagesOf(stream)) {
        pauseMs = firstPauseMs;
        last = message.id ?? last;
        const event = eventOf(message);
        if (event !== null) yield event;
      }
    }
    // Ended by the caller: then the loop ends.
    await pause(pauseMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** Null: nobody there, a refusal, or somebody who does not hold the token. */
function openStream(
  address: AgentAddress,
  token: string,
  lastEventId: string | null,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage | null> {
  return new Promise((resolve) => {
    const tokenHash = sha256Hex(token);
    const nonce = randomBytes(16).toString('hex');
    const call = { method: 'GET', path, timeMs: Date.now(), nonce, bodySha256: sha256Hex('') };
    const headers = {
      authorization: signCall(tokenHash, call),
      ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
    };
    const outgoing = request(
      {
        ...target(address),
        method: 'GET',
        path,
        headers,
        agent: false,
        timeout: silenceMs,
        ...(signal === undefined ? {} : { signal }),
      },
      (incoming) => {
        const proof = answerProof(tokenHash, nonce, 200, '');
        const isProven =
          incoming.statusCode === 200 && sameHex(String(incoming.headers[proofHeader] ?? ''), proof);
        if (!isProven) incoming.destroy();
        resolve(isProven ? incoming : null);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve(null));
    outgoing.end();
  });
}

/** Ends when the line does. */
async function* messagesOf(stream: IncomingMessage): AsyncGenerator<StreamMessage, void, void> {
  const read = createMessageReader();
  stream.setEncoding('utf8');
  try {
    for await (const chunk of stream) yield* read(String(chunk));
  } catch {
    // Whatever broke it, the next connection goes on from the last id.
  } finally {
    stream.destroy();
  }
}

/** Null: an event of a newer agent, or none of ours. */
function eventOf({ event, data, id }: StreamMessage): PosEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  const read = readTolerant(agentEventSchema, { event, data: value });
  return read.success && isForRegisters(read.data) ? { ...read.data, id } : null;
}
