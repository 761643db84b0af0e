import { publishResultSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';
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
    const activateAt = context.text('at');
    if (activateAt !== undefined && !/T.*(Z|[+-]\d\d:\d\d)$/.test(activateAt)) {
      throw new UsageFailure('--at needs date, time and offset, such as 2026-12-01T06:00:00+03:00.');
    }
    const body = jsonBody(activateAt === undefined ? {} : { activateAt });
    const path = `/v1/manage/packs/${number}/republish`;
    return tellPublished(context, await hubCall(context)(path, body, publishResultSchema));
  },
};
