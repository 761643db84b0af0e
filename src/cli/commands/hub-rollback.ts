import { publishResultSchema } from '../../contracts/manage-packs.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';
import { instantOf } from './publish-request.ts';
import { readPackNumber, tellPublished } from './published.ts';

export const hubRollbackCommand: Command = {
  name: 'hub rollback',
  summary: 'publishes the program of an earlier pack again, under the next number',
  arguments: 'NUMBER',
  options: {
    at: { help: 'when every till switches (default: now)', value: 'TIME' },
    ...hubOptions,
  },
  example: 'kopilka hub rollback 11 --token T',
  run: async (context) => {
    const number = readPackNumber(context);
    const activateAt = instantOf(context, 'at');
    const body = jsonBody(activateAt === undefined ? {} : { activateAt });
    const path = `/v1/manage/packs/${number}/republish`;
    return tellPublished(context, await hubCall(context)(path, body, publishResultSchema));
  },
};
