import { resolve } from 'node:path';
import { type Command, CommandFailure } from '../command.ts';

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
    const { chain, madeAt, pack, droppedPacks } = restored.value;
    if (context.json) context.out(JSON.stringify({ ...restored.value, folder }));
    else {
      context.out(`Chain ${chain} of ${madeAt} is in ${folder}.`);
      if (pack !== null) context.out(`Program ${pack.program} is in use again, as pack ${pack.number}.`);
      context.out('If another program was published since the backup, publish it again.');
      if (droppedPacks.length > 0)
        context.out(`Pack ${droppedPacks.join(', ')} was to start later: publish it again with its time.`);
    }
    return 0;
  },
};
