import { resolve } from 'node:path';
import { type Command, CommandFailure } from '../command.ts';
import { tellRestored } from './tell-restored.ts';

export const hubRestoreCommand: Command = {
  name: 'hub restore',
  summary: 'makes a hub folder out of a backup; tills deliver again what it lacks',
  options: {
    from: { help: 'folder that "hub backup" made', value: 'DIR', required: true },
    data: { help: 'folder to make for the hub; it must not exist yet', value: 'DIR', required: true },
  },
  example: 'kopilka hub restore --from ./backup/2026-12-01 --data ./hub',
  run: async (context) => {
    const { restoreChain } = await import('../../hub/backup/restore-chain.ts');
    const folder = resolve(context.must('data'));
    const restored = await restoreChain(resolve(context.must('from')), folder);
    if (!restored.ok) throw new CommandFailure(restored.error);
    const { chain, madeAt } = restored.value;
    if (context.json) context.out(JSON.stringify({ ...restored.value, folder }));
    else tellRestored(context, `Chain ${chain} of ${madeAt} is in ${folder}.`, restored.value);
    return 0;
  },
};
