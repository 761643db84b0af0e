import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type AgentEvent, isForRegisters } from '../../contracts/events.ts';
import type { TillStatus } from '../../contracts/till-status.ts';
import type { Clock } from '../../shared/ports.ts';
import { createEventMemory } from './event-memory.ts';

export type Subscribe = (listener: (event: AgentEvent) => void) => () => void;

export type EventStreamParts = {
  readonly subscribe: Subscribe;
  /** For a reader that has missed what is not remembered any more. */
  readonly status: () => TillStatus;
  readonly clock: Pick<Clock, 'monotonicMs'>;
};

const heartbeatMs = 15_000;
/** A reader that lets this much pile up is dropped: it can connect again and ask for the state. */
const backlogBytes = 1024 * 1024;
/** What was told while nobody listened is repeated for so long; an older scan would surprise the next customer. */
export const rememberedMs = 30_000;

const lines = (event: AgentEvent): string => `event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;

/** Server-sent events of the agent. The answer ends when the caller goes or `closeAll` is called. */
export function createEventStreams({ subscribe, status, clock }: EventStreamParts) {
  const open = new Map<ServerResponse, (text: string) => void>();
  const memory = createEventMemory(randomBytes(4).toString('hex'), () => clock.monotonicMs(), rememberedMs);
  let unsubscribe: (() => void) | null = null;
  let forgetting: NodeJS.Timeout | null = null;

  /** The agent puts nothing together while nobody listens, and nobody has until a moment ago. */
  const listen = (): void => {
    if (forgetting !== null) clearTimeout(forgetting);
    forgetting = null;
    unsubscribe ??= subscribe((event) => {
      if (!isForRegisters(event)) return;
      const text = memory.add(lines(event));
      for (const send of open.values()) send(text);
    });
  };
  const stopListening = (): void => {
    unsubscribe?.();
    unsubscribe = null;
    memory.forget();
  };

  return {
    /** `headers`: beside those of a stream. `lastEventId`: the last that the reader had; null: it begins now. */
    serve(response: ServerResponse, headers: Record<string, string>, lastEventId: string | null): void {
      response.writeHead(200, {
        ...{ 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
        ...headers,
      });
      // Something must be sent for the caller to know that the stream is open.
      response.write(': listening\n\n');
      listen();
      const send = (text: string): void => {
        if (response.writableLength > backlogBytes) response.destroy();
        else response.write(text);
      };
      if (lastEventId !== null) {
        const missed = memory.after(lastEventId);
        for (const text of missed ?? [lines({ event: 'sync', data: status() })]) send(text);
      }
      open.set(response, send);
      const heartbeat = setInterval(() => send(': alive\n\n'), heartbeatMs);
      heartbeat.unref();
      response.once('close', () => {
        clearInterval(heartbeat);
        open.delete(response);
        if (open.size > 0) return;
        forgetting = setTimeout(stopListening, rememberedMs);
        forgetting.unref();
      });
    },
    closeAll(): void {
      for (const response of open.keys()) response.end();
    },
  };
}
