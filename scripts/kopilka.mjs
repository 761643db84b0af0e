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

const folder = tillFolder(process.argv.slice(2));
if (folder !== null) {
  // What a till writes is for its own user. Beside its data, because a folder for all users could hold another's code;
  // without it, or with a spoilt one, the till starts as before. May be deleted at any time.
  process.umask(0o077);
  enableCompileCache(join(folder, 'code-cache'));
  // Loading code fills the space for new objects, which then never gets smaller again: thirty megabytes for nothing.
  setFlagsFromString('--semi-space-growth-factor=1');
}
await import('../src/cli/main.ts');
