import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type FileCall = 'renameSync' | 'rmSync' | 'copyFileSync' | 'chmodSync' | 'fsyncSync' | 'writeFileSync';

/**
 * Stands in front of calls that change files: the process dies by its own SIGKILL before step `dieBefore` (0: never).
 * `next` is for steps that are no such call; `count` tells how many there were.
 */
export function dieAtFileStep(dieBefore: number, calls: readonly FileCall[]) {
  let steps = 0;
  const next = (): void => {
    steps += 1;
    if (steps === dieBefore) process.kill(process.pid, 'SIGKILL');
  };
  for (const name of calls) {
    const original = fs[name] as (...given: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...given: unknown[]) => {
        next();
        return original(...given);
      },
    });
  }
  syncBuiltinESMExports();
  return { next, count: () => steps };
}
