import type { ServerResponse } from 'node:http';
import { type DoorbellEvent, type Stream, streams } from '../../contracts/sync.ts';

const heartbeatMs = 20_000;
/** A listener that does not read is cut off rather than kept in memory; it asks again and gets the cursors. */
const mostBufferedBytes = 64 * 1024;

export type Doorbell = {
  /** Tells every listener that a stream moved. Says nothing of the data: that always comes by pull. */
  readonly ring: (event: DoorbellEvent) => void;
  /** Takes over a response and starts it with where every stream stands now. */
  readonly listen: (response: ServerResponse, cursors: Readonly<Record<Stream, number>>) => void;
  readonly listeners: () => number;
  readonly close: () => void;
};

const frame = (event: DoorbellEvent): string => `event: moved\ndata: ${JSON.stringify(event)}\n\n`;

export function createDoorbell(): Doorbell {
  const responses = new Set<ServerResponse>();
  let closed = false;
  const say = (text: string): void => {
    for (const response of responses) {
      response.write(text);
      if (response.writableLength > mostBufferedBytes) response.destroy();
    }
  };
  const heartbeat = setInterval(() => say(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  return {
    ring: (event) => say(frame(event)),
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
      for (const stream of streams) response.write(frame({ stream, cursor: cursors[stream] }));
    },
    listeners: () => responses.size,
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const response of responses) response.end();
    },
  };
}
