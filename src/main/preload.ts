import { contextBridge, ipcRenderer } from 'electron';
import { CONNECT_CHANNEL, PORT_CHANNEL } from './ipc-channels.ts';

/** What is needed of the page's world; this file is compiled without the browser's types. */
declare const window: {
  readonly location: { readonly origin: string };
  addEventListener(type: 'load', listener: () => void): void;
  postMessage(message: unknown, targetOrigin: string, transfer: readonly object[]): void;
};

const connect = (): void => ipcRenderer.send(CONNECT_CHANNEL);

// A port cannot cross the context bridge; a window message to our own origin carries it over.
ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage(PORT_CHANNEL, window.location.origin, event.ports);
});

// Asked for when the page's scripts have run, so that somebody listens when the port arrives.
window.addEventListener('load', connect);

contextBridge.exposeInMainWorld('kopilka', {
  /** Asks for another channel to the agent; it arrives as a window message `ui-port` with one port. */
  connect,
});
