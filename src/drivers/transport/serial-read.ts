import { readSync } from 'node:fs';

/** What is used of an open port of the serial library on Linux and macOS. */
export interface UnixPort {
  readonly fd: number | null;
  readonly poller: {
    once(event: 'readable', listener: (failure: Error | null) => void): unknown;
    on(event: 'readable' | 'writable', listener: () => void): unknown;
    /** Waits for these events of the port, and no longer for others. */
    poll(events: number): void;
  };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
}

export const isUnixPort = (port: unknown): port is UnixPort =>
  typeof port === 'object' && port !== null && 'poller' in port && 'fd' in port;

/**
 * Reads a port at once when bytes are there, and lets it end when its line is gone.
 *
 * The system answers a read of an unplugged line with no bytes, now and ever after. The library (13.0.0, `unixRead`)
 * takes that for "ask again" and asks at once, without end: a scanner whose plug is pulled right behind its code would
 * keep a processor busy and never come back. It also hands each read to another thread; its ports never block, so that
 * the read can be done here, with two changes of threads less on the way of a scan.
 */
export function readPromptly(port: UnixPort): void {
  port.read = async (buffer, offset, length) => {
    for (;;) {
      await new Promise<void>((resolve, reject) => {
        port.poller.once('readable', (failure) => (failure === null ? resolve() : reject(failure)));
      });
      if (port.fd === null) throw canceled();
      try {
        const bytesRead = readSync(port.fd, buffer, offset, length, null);
        if (bytesRead === 0) throw new Error('the line is hung up');
        return { buffer, bytesRead };
      } catch (failure) {
        if (!isWait(failure)) throw failure;
      }
    }
  };
}

/** The library's numbers of what may happen to a port. */
const pollEvents = { readable: 1, writable: 2 } as const;

/**
 * Lets a port be heard while it takes nothing. The library (13.0.0) waits for one thing at a time: a write that waits
 * for room makes it deaf, so that a stalled printer could not say that its paper is out.
 */
export function listenWhileWriting({ poller }: UnixPort): void {
  const poll = poller.poll.bind(poller);
  let awaited = 0;
  for (const event of ['readable', 'writable'] as const) {
    poller.on(event, () => {
      awaited &= ~pollEvents[event];
    });
  }
  poller.poll = (events) => {
    awaited |= events;
    poll(awaited);
  };
}

/** The library's own word for a read that was given up because the port was closed. */
const canceled = (): Error => Object.assign(new Error('the port is closed'), { canceled: true });

const isWait = (failure: unknown): boolean =>
  failure instanceof Error &&
  'code' in failure &&
  ['EAGAIN', 'EWOULDBLOCK', 'EINTR'].includes(String(failure.code));
