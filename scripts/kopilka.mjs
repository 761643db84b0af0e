// Entry of the command line. A till's code is compiled once and taken as it was at every later start: half the time, and
// neither the compiler of TypeScript nor its memory. For that the cache must be there before the first file in TypeScript,
// so this one is none.
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';

/** The folder of `till --data DIR`, when that is what the words ask for. */
function tillFolder(words) {
  if (words[0] !== 'till' || words.includes('--help')) return null;
  const at = words.indexOf('--data');
  const given = at === -1 ? words.find((word) => word.startsWith('--data='))?.slice(7) : words[at + 1];
  return given === undefined || given === '' ? null : resolve(given);
}

/**
 * The C library of Linux keeps a store of freed memory for each thread: sixteen megabytes that a till at rest has for
 * nothing. It reads how many only when a process begins, so this one begins again in its own place. Not where somebody has
 * chosen already, nor where a parent speaks to this process: that line would be cut.
 */
function beginWithOneStore() {
  if (process.platform !== 'linux' || process.env.MALLOC_ARENA_MAX !== undefined) return;
  if (process.execve === undefined || process.channel !== undefined) return;
  const words = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, words, { ...process.env, MALLOC_ARENA_MAX: '1' });
}

const folder = tillFolder(process.argv.slice(2));
if (folder !== null) {
  beginWithOneStore();
  // What a till writes is for its own user. Beside its data, because a folder for all users could hold another's code;
  // without it, or with a spoilt one, the till starts as before. May be deleted at any time.
  process.umask(0o077);
  enableCompileCache(join(folder, 'code-cache'));
  // Loading code fills the space for new objects, which then never gets smaller again: thirty megabytes for nothing.
  setFlagsFromString('--semi-space-growth-factor=1');
}
await import('../src/cli/main.ts');
