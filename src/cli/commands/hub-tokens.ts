import { tokenListSchema } from '../../contracts/manage.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubTokensCommand: Command = {
  name: 'hub tokens',
  summary: 'lists who may call the hub, by name and role',
  options: hubOptions,
  example: 'kopilka hub tokens --token T',
  run: async (context) => {
    const { tokens } = await hubCall(context)('/v1/manage/tokens', null, tokenListSchema);
    if (context.json) context.out(JSON.stringify({ tokens }));
    for (const { name, role, createdAt } of context.json ? [] : tokens) {
      context.out(`${role.padEnd(10)}  ${createdAt}  ${name}`);
    }
    return 0;
  },
};
