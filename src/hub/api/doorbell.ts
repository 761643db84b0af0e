import type { ServerResponse } from 'node:http';
import { type DoorbellEvent, type Stream, streams } from '../../contracts/sync.ts';

const heartbeatMs = 20_000;
/** A listener that does not read is cut off rather than kept in memory; it asks again and gets the cursors. */
const mostBufferedBytes = 64 * 1024;

export type Doorbell = {
  /** Tells every listener that a stream moved; busy ones are gathered, the last place of a stream is always told. Says nothing of the data: that always comes by pull. */
  readonly ring: (event: DoorbellEvent) => void;
  /** Takes over a response and starts it with where every stream stands now. */
  readonly listen: (response: ServerResponse, cursors: Readonly<Record<Stream, number>>) => void;
  readonly listeners: () => number;
  readonly close: () => void;
};

const frame = (event: DoorbellEvent): string => `event: moved\ndata: ${JSON.stringify(event)}\n\n`;

/** Every sale moves these streams, or every till that is being set up, and each till that hears of it asks. */
const busy: ReadonlySet<Stream> = new Set(['members', 'coupons', 'config']);
/**
 * Between two rings of a busy stream passes so long for every listener: a node is asked by at most 250 tills a second
 * whatever the chain sells, and a thousand tills hear of a sale within four seconds. Longer than a till's own poll is of
 * no use.
 */
const restPerListenerMs = 4;
const longestRestMs = 30_000;

export function createDoorbell(): Doorbell {
  const responses = new Set<ServerResponse>();
  const resting = new Map<Stream, { latest: DoorbellEvent | null; timer: NodeJS.Timeout }>();
  let closed = false;
  const ring = (event: DoorbellEvent): void => {
    const rest = resting.get(event.stream);
    if (rest !== undefined) {
      rest.latest = event;
      return;
    }
    say(frame(event));
    if (!busy.has(event.stream)) return;
    const restMs = Math.min(longestRestMs, responses.size * restPerListenerMs);
    const timer = setTimeout(() => {
      const latest = resting.get(event.stream)?.latest ?? null;
      resting.delete(event.stream);
      if (latest !== null) ring(latest);
    }, restMs);
    timer.unref();
    resting.set(event.stream, { latest: null, timer });
  };
  const say = (text: string): void => {
    for (const response of responses) {
      response.write(text);
      if (response.writableLength > mostBufferedBytes) response.destroy();
    }
  };
  const heartbeat = setInterval(() => say(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  return {
    ring,
    listen(response, cursors) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      if (closed) {
        response.end();
        return;
      }
      responses.add(response);
      response.on('close', () => responses.delete(response));
      response.write(streams.map((stream) => frame({ stream, cursor: cursors[stream] })).join(''));
    },
    listeners: () => responses.size,
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const { timer } of resting.values()) clearTimeout(timer);
      for (const response of responses) response.end();
    },
  };
}
