import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ReadStream } from 'node:tty';

export interface Pty {
  /** What a serial driver opens, such as `/dev/pts/3`. */
  readonly path: string;
  /** Bytes from the device to whoever opened the path. */
  write(bytes: Uint8Array | string): void;
  onData(listener: (bytes: Uint8Array) => void): void;
  /** The device takes nothing until `flow`: what is written to it piles up in the system. */
  hold(): void;
  flow(): void;
  /** The plug is pulled. */
  close(): void;
}

/** The terminal package's native part: its own `spawn` would fork a child that keeps every earlier line open. */
const { requireBinary } = createRequire(import.meta.url)('@lydell/node-pty/requireBinary.js') as {
  requireBinary(file: 'pty.node'): {
    open(columns: number, rows: number): { master: number; slave: number; pty: string };
  };
};

/**
 * A real serial line of the kernel without hardware, root or another process: a pseudo-terminal.
 * A process forked later inherits the device's end of it and keeps the line up: where `close` must be felt as
 * unplugging, start that process first.
 */
export function openPty(): Pty {
  const { master, slave, pty } = requireBinary('pty.node').open(80, 24);
  const line = new ReadStream(master);
  // Nobody reads what is written after the plug is pulled.
  line.on('error', () => undefined);
  let open = true;
  return {
    path: pty,
    write(bytes) {
      line.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes));
    },
    onData(listener) {
      line.on('data', (data: Buffer) => listener(data));
    },
    hold() {
      line.pause();
    },
    flow() {
      line.resume();
    },
    close() {
      if (!open) return;
      open = false;
      // Held until now, because a line that nobody has opened would read as closed.
      closeSync(slave);
      line.destroy();
    },
  };
}
