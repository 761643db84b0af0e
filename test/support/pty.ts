import { createRequire } from 'node:module';

/** The parts of the terminal package that its types leave out. */
interface Terminal {
  readonly ptsName: string;
  readonly pid: number;
  write(data: string | Uint8Array): void;
  onData(listener: (data: string | Buffer) => void): { dispose(): void };
  kill(signal?: string): void;
  destroy(): void;
}

export interface Pty {
  /** What a serial driver opens, such as `/dev/pts/3`. */
  readonly path: string;
  /** Bytes from the device to whoever opened the path. */
  write(bytes: Uint8Array | string): void;
  onData(listener: (bytes: Uint8Array) => void): void;
  /** The plug is pulled. */
  close(): void;
}

const { spawn } = createRequire(import.meta.url)('@lydell/node-pty') as {
  spawn(file: string, args: string[], options: { encoding: null }): Terminal;
};

/**
 * A real serial line of the kernel without hardware or root: a pseudo-terminal kept open by a sleeping child.
 * A process forked later inherits the device's end of it and keeps the line up: where `close` must be felt as
 * unplugging, start that process first.
 */
export function openPty(): Pty {
  const terminal = spawn('sleep', ['600'], { encoding: null });
  return {
    path: terminal.ptsName,
    write(bytes) {
      terminal.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes));
    },
    onData(listener) {
      terminal.onData((data) => listener(typeof data === 'string' ? Buffer.from(data, 'latin1') : data));
    },
    close() {
      terminal.kill('SIGKILL');
      terminal.destroy();
    },
  };
}
