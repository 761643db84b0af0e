import { dieAtFileStep } from '../support/die-at-file-step.ts';

// Enrols a till's folder again and dies by its own SIGKILL before the given step: a file written, removed or renamed, the
// request to the hub, its answer, the commit. Prints how many steps there were.
const [dataDir = '', code = '', dieBefore = '0'] = process.argv.slice(2);
const { next, count } = dieAtFileStep(Number(dieBefore), ['renameSync', 'rmSync', 'writeFileSync']);
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
if (!done.ok) throw new Error(done.error.en);
console.log(count());
