import type { Channel } from './channel.ts';
import { channelListeners } from './channel-listeners.ts';

/** The part of a `MessagePort` the channel needs. */
export interface AgentPort {
  postMessage(text: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/** The part of `Window` the channel needs, so that a test can stand in for it. */
export type PortSource = {
  readonly origin: string;
  addEventListener(
    type: 'message',
    listener: (event: {
      origin: string;
      data: unknown;
      ports: readonly AgentPort[];
      source: unknown;
    }) => void,
  ): void;
};

/** The word with which the preload script hands over a port to the agent. */
const PORT_MESSAGE = 'ui-port';

/**
 * A channel over the message ports that Electron's main process hands over: one at the start and a new one whenever
 * the agent was restarted. Only messages of the page itself count: a frame or an opener has another source.
 */
export function openPortChannel(page: PortSource): Channel {
  const listeners = channelListeners();
  let port: AgentPort | null = null;

  page.addEventListener('message', (event) => {
    if (event.data !== PORT_MESSAGE || event.source !== page || event.origin !== page.origin) return;
    const received = event.ports[0];
    if (received === undefined) return;
    port?.close();
    // Told before the change, so that calls on their way over the old port end instead of waiting for ever.
    listeners.state('connecting');
    port = received;
    received.addEventListener('message', (message) => {
      if (typeof message.data === 'string') listeners.message(message.data);
    });
    received.addEventListener('close', () => {
      if (port !== received) return;
      port = null;
      listeners.state('connecting');
    });
    received.start();
    listeners.state('open');
  });

  return {
    send: (text) => {
      if (port === null) return false;
      port.postMessage(text);
      return true;
    },
    onMessage: listeners.onMessage,
    onState: listeners.onState,
    close: () => port?.close(),
  };
}
