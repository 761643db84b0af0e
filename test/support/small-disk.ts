import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of its own for one process, in memory: it gets full and read-only for real, and nobody needs to be root. */
export type SmallDisk = {
  /** What stands before a command that is to see the disk at `folder`. */
  readonly through: readonly string[];
  /** A path on the disk as this process can reach it. */
  readonly reach: (path: string) => string;
  /** Takes every free byte; answers how many there were. */
  readonly fill: () => number;
  readonly empty: () => void;
  /** Only while nobody has a file open for writing. */
  readonly mayWrite: (may: boolean) => void;
  readonly close: () => void;
};

const chunk = Buffer.alloc(64 * 1024, 1);

/** Null where the system gives a user no namespaces. */
export async function openSmallDisk(folder: string, megabytes: number): Promise<SmallDisk | null> {
  if (process.platform !== 'linux' || spawnSync('unshare', ['-Urm', 'true']).status !== 0) return null;
  mkdirSync(folder, { recursive: true });
  const mount = `mount -t tmpfs -o size=${megabytes}m kopilka "$0" && echo mounted && exec cat`;
  const holder = spawn('unshare', ['-Urm', 'sh', '-c', mount, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [said] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
  if (String(said).trim() !== 'mounted') return null;
  const through = ['nsenter', '-t', String(holder.pid), '-U', '-m', '--preserve-credentials'];
  const reach = (path: string): string => `/proc/${holder.pid}/root${path}`;
  const ballast = reach(join(folder, 'ballast'));
  return {
    through,
    reach,
    fill: () => {
      const file = openSync(ballast, 'a');
      let bytes = 0;
      try {
        // The last page too: a till needs only a few of them.
        for (let size = chunk.length; size >= 4096; ) {
          try {
            bytes += writeSync(file, chunk, 0, size);
          } catch {
            size /= 2;
          }
        }
      } finally {
        closeSync(file);
      }
      return bytes;
    },
    empty: () => rmSync(ballast, { force: true }),
    mayWrite: (may) => {
      const [command = '', ...words] = [
        ...through,
        'mount',
        '-o',
        `remount,${may ? 'rw' : 'ro'}`,
        'kopilka',
        folder,
      ];
      const done = spawnSync(command, words, { encoding: 'utf8' });
      if (done.status !== 0) throw new Error(done.stderr);
    },
    close: () => void holder.kill(),
  };
}
