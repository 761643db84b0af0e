import { read } from 'node:fs';
import { promisify } from 'node:util';

/** What is used of an open port of the serial library on Linux and macOS. */
export interface UnixPort {
  readonly fd: number | null;
  readonly poller: { once(event: 'readable', listener: (failure: Error | null) => void): unknown };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
}

const readOnce = promisify(read);

export const isUnixPort = (port: unknown): port is UnixPort =>
  typeof port === 'object' && port !== null && 'poller' in port && 'fd' in port;

/**
 * Lets a port end when its line is gone. The system answers a read of an unplugged line with no bytes, now and ever
 * after. The library (13.0.0, `unixRead`) takes that for "ask again" and asks at once, without end: a scanner whose
 * plug is pulled right behind its code would keep a processor busy and never come back. Usually the library waits
 * for bytes at that moment and is told; so this only matters between two reads.
 */
export function endAtHangUp(port: UnixPort): void {
  port.read = async (buffer, offset, length) => {
    for (;;) {
      if (port.fd === null) throw canceled();
      try {
        const { bytesRead } = await readOnce(port.fd, buffer, offset, length, null);
        if (bytesRead === 0) throw new Error('the line is hung up');
        return { buffer, bytesRead };
      } catch (failure) {
        if (port.fd === null) throw canceled();
        if (!isWait(failure)) throw failure;
      }
      await new Promise<void>((resolve, reject) => {
        port.poller.once('readable', (failure) => (failure === null ? resolve() : reject(failure)));
      });
    }
  };
}

/** The library's own word for a read that was given up because the port was closed. */
const canceled = (): Error => Object.assign(new Error('the port is closed'), { canceled: true });

const isWait = (failure: unknown): boolean =>
  failure instanceof Error &&
  'code' in failure &&
  ['EAGAIN', 'EWOULDBLOCK', 'EINTR'].includes(String(failure.code));
