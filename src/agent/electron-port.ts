import type { UiChannel } from './ui-api/channel.ts';

/** A message port as a process of Electron has it: like a browser's, with Node's events. */
export interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  /** Until then messages wait in the port. */
  start(): void;
  close(): void;
}

/** A utility process's line to the main process. Messages wait until the first listener is there. */
export interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ElectronPort[] }) => void,
  ): unknown;
}

/** A window's channel over a message port. The port has to be started when the listeners are there. */
export function portChannel(port: ElectronPort): UiChannel {
  return {
    send: (text) => port.postMessage(text),
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        if (typeof data === 'string') listener(data);
      });
    },
    onClose: (listener) => void port.on('close', listener),
  };
}
