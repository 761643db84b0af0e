import type { Random } from '../../shared/ports.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ByteChannel, ChannelFault, OpenChannel } from './byte-channel.ts';

const firstDelayMs = 250;
const longestDelayMs = 10_000;

/**
 * How long to wait before try number `attempt` (from 0): doubling from 250 ms to 10 s, with jitter downwards to a
 * half, so that several devices of one hub that lost power do not come back in step.
 */
export function reconnectDelayMs(attempt: number, random: Random): number {
  const fullMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 16));
  const share = (random.bytes(1)[0] ?? 0) / 255;
  return Math.max(firstDelayMs, Math.round(fullMs * (0.5 + share / 2)));
}

export interface KeepConnectedOptions {
  readonly open: OpenChannel;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly onOpen: (channel: ByteChannel) => void;
  /** The line is lost or could not be opened; the next try is already planned. */
  readonly onDown: (fault: ChannelFault) => void;
}

export interface KeptConnection {
  /** Tries a lost line now instead of at its next turn; settles when that try is over. An open line is left alone. */
  tryNow(): Promise<void>;
  close(): void;
}

/** Opens a line and opens it anew whenever it is lost, until closed. */
export function keepConnected(options: KeepConnectedOptions): KeptConnection {
  let current: ByteChannel | null = null;
  let cancelRetry: () => void = () => undefined;
  let closed = false;
  let attempt = 0;
  let opening: Promise<void> | null = null;

  const retry = (fault: ChannelFault): void => {
    if (closed) return;
    options.onDown(fault);
    cancelRetry = options.scheduler.after(reconnectDelayMs(attempt, options.random), () => void tryOpen());
    attempt += 1;
  };

  const open = async (): Promise<void> => {
    const opened = await options.open();
    if (!opened.ok) return retry(opened.error);
    if (closed) return opened.value.close();
    const channel = opened.value;
    current = channel;
    attempt = 0;
    options.onOpen(channel);
    channel.onLost(() => {
      current = null;
      retry('disconnected');
    });
  };

  const tryOpen = (): Promise<void> => {
    opening ??= open().finally(() => {
      opening = null;
    });
    return opening;
  };

  void tryOpen();
  return {
    tryNow() {
      if (closed || current !== null) return Promise.resolve();
      cancelRetry();
      return tryOpen();
    },
    close() {
      closed = true;
      cancelRetry();
      current?.close();
      current = null;
    },
  };
}
