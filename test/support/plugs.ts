import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { openPty, type Pty } from './pty.ts';

/** A line under a name that stays while it comes and goes. */
export type Plug = {
  readonly path: string;
  readonly plug: () => void;
  readonly unplug: () => void;
  /** The device speaks; unplugged it is not heard. */
  readonly send: (bytes: Uint8Array | string) => void;
  /** The line as it is plugged in now. */
  readonly line: () => Pty | null;
};

type PlugParts = {
  readonly path: string;
  /** A line whose driver does not set it up itself, as that of a HID reader: no character means anything to it. */
  readonly raw?: boolean;
  /** The device's end of a line that has just been plugged in. */
  readonly onPlug?: (line: Pty) => void;
  readonly onUnplug?: () => void;
};

/** A pseudo-terminal stands for the device's wire: pulling it out ends the line for whoever has it open. */
export function createPlug({ path, raw = false, onPlug, onUnplug }: PlugParts): Plug {
  let line: Pty | null = null;
  return {
    path,
    plug() {
      if (line !== null) return;
      line = openPty();
      if (raw) execFileSync('stty', ['-F', line.path, 'raw', '-echo']);
      onPlug?.(line);
      rmSync(`${path}.new`, { force: true });
      symlinkSync(line.path, `${path}.new`);
      renameSync(`${path}.new`, path);
    },
    unplug() {
      if (line === null) return;
      // The name goes first: the system gives the number of a closed line to the next one that anybody opens.
      rmSync(path, { force: true });
      line.close();
      line = null;
      onUnplug?.();
    },
    send: (bytes) => line?.write(bytes),
    line: () => line,
  };
}
