import type { ServerResponse } from 'node:http';
import type { AgentEvent } from '../../contracts/events.ts';

export type Subscribe = (listener: (event: AgentEvent) => void) => () => void;

const heartbeatMs = 15_000;
/** A reader that lets this much pile up is dropped: it can connect again and ask for the state. */
const backlogBytes = 1024 * 1024;

/** Server-sent events of the agent. The answer ends when the caller goes or `closeAll` is called. */
export function createEventStreams(subscribe: Subscribe) {
  const open = new Set<ServerResponse>();
  return {
    serve(response: ServerResponse): void {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      // Something must be sent for the caller to know that the stream is open.
      response.write(': listening\n\n');
      open.add(response);
      const send = (text: string): void => {
        if (response.writableLength > backlogBytes) response.destroy();
        else response.write(text);
      };
      const unsubscribe = subscribe((event) => {
        // What the on-screen printer shows is for windows, not for registers.
        if (event.event === 'paper') return;
        send(`event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`);
      });
      const heartbeat = setInterval(() => send(': alive\n\n'), heartbeatMs);
      heartbeat.unref();
      response.once('close', () => {
        clearInterval(heartbeat);
        unsubscribe();
        open.delete(response);
      });
    },
    closeAll(): void {
      for (const response of open) response.end();
    },
  };
}
