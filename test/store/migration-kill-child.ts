import type { SqliteDatabase, SqliteWriter } from '../../src/sqlite/database.ts';
import { migrate } from '../../src/sqlite/migrate.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { tillMigrations } from '../../src/store/migrations.ts';

// Brings a till file up to date and dies by its own SIGKILL before the given statement; prints how many there were.
const [path = '', dieBefore = '0'] = process.argv.slice(2);
let statements = 0;
const next = (): void => {
  statements += 1;
  if (statements === Number(dieBefore)) process.kill(process.pid, 'SIGKILL');
};

const database = openDatabase(path);
const counted: SqliteDatabase = {
  ...database,
  transaction: (work) => {
    const result = database.transaction((writer) => {
      const watched: SqliteWriter = {
        ...writer,
        run(sql, parameters) {
          next();
          return writer.run(sql, parameters);
        },
        script(sql) {
          for (const statement of sql.split(/;\s*$/m)) {
            if (statement.trim() === '') continue;
            next();
            writer.script(statement);
          }
        },
      };
      const outcome = work(watched);
      // Everything is written and nothing committed.
      next();
      return outcome;
    });
    next();
    return result;
  },
};
migrate(counted, tillMigrations);
database.close();
console.log(statements);
