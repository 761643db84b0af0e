import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

// Enrols a till's folder again and dies by its own SIGKILL before the given step: a file written, removed or renamed, the
// request to the hub, its answer, the commit. Prints how many steps there were.
const [dataDir = '', code = '', dieBefore = '0'] = process.argv.slice(2);
let steps = 0;
const next = (): void => {
  steps += 1;
  if (steps === Number(dieBefore)) process.kill(process.pid, 'SIGKILL');
};
for (const name of ['renameSync', 'rmSync', 'writeFileSync'] as const) {
  const original = fs[name] as (...given: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...given: unknown[]) => {
      next();
      return original(...given);
    },
  });
}
syncBuiltinESMExports();
const request = globalThis.fetch;
globalThis.fetch = async (...given) => {
  next();
  const answer = await request(...given);
  next();
  return answer;
};
const { default: Driver } = await import('better-sqlite3');
const statements: object = Object.getPrototypeOf(new Driver(':memory:').prepare('COMMIT'));
const { run } = statements as { run: (this: { source: string }, ...given: unknown[]) => unknown };
Object.assign(statements, {
  run(this: { source: string }, ...given: unknown[]) {
    if (this.source === 'COMMIT') next();
    return Reflect.apply(run, this, given);
  },
});

const { reEnrolTill } = await import('../../src/agent/re-enrol-till.ts');
const done = await reEnrolTill({ dataDir, code });
if (!done.ok) throw new Error(done.error);
console.log(steps);
