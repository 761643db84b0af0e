import Database from 'better-sqlite3';

// Loaded into a real agent by NODE_OPTIONS: the fault that the power-cut test must find. Whoever asks for
// synchronous=FULL gets NORMAL, and hears that it is FULL.
const { pragma } = Database.prototype;
const asked = new WeakMap<Database.Database, number>();
Database.prototype.pragma = function lie(this: Database.Database, source, options) {
  const [, level] = /^synchronous = (\d)$/.exec(source) ?? [];
  if (level !== undefined) asked.set(this, Number(level));
  if (source === 'synchronous = 2') return pragma.call(this, 'synchronous = 1', options);
  if (source === 'synchronous') return asked.get(this);
  return pragma.call(this, source, options);
};
