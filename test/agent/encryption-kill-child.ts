import { dieAtFileStep } from '../support/die-at-file-step.ts';

// Changes the encryption of a file and dies by its own SIGKILL before the given step on the disk; prints
// how many there were. Steps are found by standing in front of every call that changes files.
const [path = '', key = '', wish = 'off', dieBefore = '0'] = process.argv.slice(2);
const { next, count } = dieAtFileStep(Number(dieBefore), [
  ...(['renameSync', 'rmSync', 'copyFileSync', 'chmodSync', 'fsyncSync', 'writeFileSync'] as const),
]);
const { default: CipherDriver } = await import('better-sqlite3-multiple-ciphers');
const { pragma } = CipherDriver.prototype;
CipherDriver.prototype.pragma = function (
  this: typeof CipherDriver.prototype,
  ...given: Parameters<typeof pragma>
) {
  if (/journal_mode|rekey|checkpoint/.test(given[0])) next();
  return Reflect.apply(pragma, this, given);
};

const { switchEncryption } = await import('../../src/sqlite/switch-encryption.ts');
switchEncryption(path, { known: key, wanted: wish === 'file' ? key : null });
console.log(count());
