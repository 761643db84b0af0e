import type { MessagePort } from 'node:worker_threads';

type Listener = (event: { data: unknown; ports: StandInPort[] }) => void;

/**
 * A real message port of Node with the manners of Electron's: events carry `data` and `ports`, and messages wait
 * until `start`. Passing it on moves the real port, so what is tested crosses real channels.
 */
export class StandInPort {
  readonly real: MessagePort;
  readonly #onMessage: Listener[] = [];

  constructor(real: MessagePort) {
    this.real = real;
  }

  on(event: 'message', listener: Listener): this;
  on(event: 'close', listener: () => void): this;
  on(event: 'message' | 'close', listener: Listener | (() => void)): this {
    if (event === 'close') this.real.on('close', listener as () => void);
    else this.#onMessage.push(listener as Listener);
    return this;
  }

  start(): void {
    this.real.on('message', (data: unknown) => {
      for (const listener of this.#onMessage) listener({ data, ports: [] });
    });
  }

  postMessage(message: unknown): void {
    this.real.postMessage(message);
  }

  close(): void {
    this.real.close();
  }
}

/** The real ports behind a transfer list of stand-ins. */
export const realPorts = (ports: readonly { close(): void }[]): MessagePort[] =>
  ports.map((port) => {
    if (!(port instanceof StandInPort)) throw new Error('only ports of the stand-in can be passed on');
    return port.real;
  });
