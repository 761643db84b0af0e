import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('./io-shim.c', import.meta.url));

/** Compiles the recorder into a folder; null where there is no C compiler, or no LD_PRELOAD. */
export function buildShim(folder: string): string | null {
  if (process.platform !== 'linux') return null;
  const shim = join(folder, 'io-shim.so');
  for (const compiler of ['gcc', 'cc', 'clang']) {
    const { status } = spawnSync(compiler, [
      '-shared',
      '-fPIC',
      '-O2',
      '-o',
      shim,
      source,
      '-ldl',
      '-lpthread',
    ]);
    if (status === 0) return shim;
  }
  return null;
}
