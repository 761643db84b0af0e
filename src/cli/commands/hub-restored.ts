import { resolve } from 'node:path';
import { type Command, CommandFailure, UsageFailure } from '../command.ts';
import { postgresAddress, postgresOption, usingPostgres } from './postgres-option.ts';
import { tellRestored } from './tell-restored.ts';

export const hubRestoredCommand: Command = {
  name: 'hub restored',
  summary: 'after an older copy of the PostgreSQL database was put back; tills deliver again what it lacks',
  options: {
    data: { help: 'folder of the hub, with its keys', value: 'DIR', required: true },
    postgres: postgresOption,
  },
  example: 'kopilka hub restored --data ./hub --postgres postgres://kopilka@db.example/kopilka',
  run: async (context) => {
    const postgres = postgresAddress(context);
    if (postgres === undefined)
      throw new UsageFailure({
        ru: 'Не хватает --postgres. Для SQLite есть "hub restore".',
        en: '--postgres is missing. For SQLite there is "hub restore".',
      });
    const { beginAfterRestore } = await import('../../hub/backup/restored-database.ts');
    const restored = await usingPostgres(beginAfterRestore(resolve(context.must('data')), postgres));
    if (!restored.ok) throw new CommandFailure(restored.error);
    if (context.json) context.out(JSON.stringify(restored.value));
    else tellRestored(context, `Chain ${restored.value.chain} begins anew.`, restored.value);
    return 0;
  },
};
