import type { Channel } from './channel.ts';
import { channelListeners } from './channel-listeners.ts';

export type WebSocketChannelOptions = {
  readonly url: string;
  /** Wait before the first new try; doubled up to `longestDelayMs`. */
  readonly firstDelayMs?: number;
  readonly longestDelayMs?: number;
};

/** Close code with which the agent turns away a window that shows a wrong token. */
const WRONG_TOKEN = 4401;

/** A channel over a loopback WebSocket; reopens itself until closed or refused. */
export function openWebSocketChannel(options: WebSocketChannelOptions): Channel {
  const { url, firstDelayMs = 250, longestDelayMs = 2000 } = options;
  const listeners = channelListeners();
  let socket: WebSocket | null = null;
  let delayMs = firstDelayMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = true;

  const open = (): void => {
    const opened = new WebSocket(url);
    socket = opened;
    opened.addEventListener('open', () => {
      delayMs = firstDelayMs;
      listeners.state('open');
    });
    opened.addEventListener('message', (event) => {
      const data: unknown = event.data;
      if (typeof data === 'string') listeners.message(data);
    });
    opened.addEventListener('close', (event) => {
      socket = null;
      if (!wanted) return;
      if (event.code === WRONG_TOKEN) {
        listeners.state('refused');
        return;
      }
      listeners.state('connecting');
      timer = setTimeout(open, delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    });
  };
  open();

  return {
    send: (text) => {
      if (socket === null || socket.readyState !== WebSocket.OPEN) return false;
      socket.send(text);
      return true;
    },
    onMessage: listeners.onMessage,
    onState: listeners.onState,
    close: () => {
      wanted = false;
      clearTimeout(timer);
      socket?.close();
    },
  };
}
