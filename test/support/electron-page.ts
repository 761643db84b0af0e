import type { StandInPort } from './electron-ports.ts';
import type { StandInContents } from './electron-stand-in.ts';

export type StandInPage = {
  /** Calls the agent as a window does; resolves with its reply frame. */
  readonly call: (call: string, params: unknown) => Promise<Record<string, unknown>>;
  /** Resolves with the next event of that name, also one that came before. */
  readonly event: (name: string) => Promise<unknown>;
};

/** Speaks over a port that came to a page, frame by frame. */
export function openPage(port: StandInPort): StandInPage {
  const replies = new Map<number, (frame: Record<string, unknown>) => void>();
  const events: { event: string; data: unknown }[] = [];
  const waiting: { name: string; resolve: (data: unknown) => void }[] = [];
  let lastId = 0;
  port.on('message', ({ data }) => {
    const frame = JSON.parse(String(data)) as Record<string, unknown>;
    if (typeof frame.id === 'number') return replies.get(frame.id)?.(frame);
    const event = { event: String(frame.event), data: frame.data };
    const index = waiting.findIndex(({ name }) => name === event.event);
    if (index === -1) events.push(event);
    else waiting.splice(index, 1)[0]?.resolve(event.data);
  });
  port.start();
  return {
    call: (call, params) =>
      new Promise((resolve) => {
        lastId += 1;
        replies.set(lastId, resolve);
        port.postMessage(JSON.stringify({ id: lastId, call, params }));
      }),
    event: (name) => {
      const index = events.findIndex(({ event }) => event === name);
      if (index !== -1) return Promise.resolve(events.splice(index, 1)[0]?.data);
      return new Promise((resolve) => waiting.push({ name, resolve }));
    },
  };
}

/** Waits until main has handed the page's nth port over, counted from 1. */
export async function portOf(
  contents: StandInContents,
  nth: number,
  timeoutMs = 20_000,
): Promise<StandInPort> {
  const untilMs = performance.now() + timeoutMs;
  for (;;) {
    const port = contents.ports[nth - 1];
    if (port !== undefined) return port;
    if (performance.now() > untilMs) throw new Error(`port ${nth} did not come within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
