import Database from 'better-sqlite3';

// Lets a simulation look at the disk between any two statements of SQLite in this process: what lies in the files at
// such a moment is exactly what kill -9 would leave.

let left = 0;
let look: (() => void) | null = null;

function pass(): void {
  if (look === null) return;
  left -= 1;
  if (left > 0) return;
  const act = look;
  look = null;
  act();
}

const probe = new Database(':memory:');
const statement: Database.Statement = Object.getPrototypeOf(probe.prepare('SELECT 1'));
probe.close();
const { run } = statement;
statement.run = function watched(this: Database.Statement, ...parameters) {
  const result = run.apply(this, parameters);
  pass();
  return result;
};
const { exec } = Database.prototype;
Database.prototype.exec = function watched(this: Database.Database, sql) {
  pass();
  const result = exec.call(this, sql);
  pass();
  return result;
};

/** Calls `act` once, after so many writes and ends of transactions from now on. */
export function lookAfter(steps: number, act: () => void): void {
  left = steps;
  look = act;
}

/** True when the moment had not come; it will not come any more. */
export function stopLooking(): boolean {
  const waited = look !== null;
  look = null;
  return waited;
}
