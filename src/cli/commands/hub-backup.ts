import { resolve } from 'node:path';
import { type Command, CommandFailure } from '../command.ts';

export const hubBackupCommand: Command = {
  name: 'hub backup',
  summary: 'copies a chain, its keys included, into a new folder while the hub runs',
  options: {
    data: { help: 'folder of the hub', value: 'DIR', required: true },
    to: { help: 'folder to make; it must not exist yet', value: 'DIR', required: true },
  },
  example: 'kopilka hub backup --data ./hub --to ./backup/2026-12-01',
  run: async (context) => {
    const { backupChain } = await import('../../hub/backup/backup-chain.ts');
    const target = resolve(context.must('to'));
    const made = await backupChain(resolve(context.must('data')), target);
    if (!made.ok) throw new CommandFailure(made.error);
    const { chain, madeAt } = made.value;
    if (context.json) context.out(JSON.stringify({ chain, madeAt, folder: target }));
    else
      context.out(
        `Chain ${chain} of ${madeAt} is in ${target}. It holds the keys: keep it where nobody else reads.`,
      );
    return 0;
  },
};
