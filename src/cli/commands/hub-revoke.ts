import { publishResultSchema } from '../../contracts/manage-packs.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';
import { readPackNumber, tellPublished } from './published.ts';

export const hubRevokeCommand: Command = {
  name: 'hub revoke',
  summary: 'takes a scheduled or active program back: the one before it is published again, at once',
  arguments: 'NUMBER',
  options: hubOptions,
  example: 'kopilka hub revoke 12 --token T',
  run: async (context) => {
    const path = `/v1/manage/packs/${readPackNumber(context)}/revoke`;
    return tellPublished(context, await hubCall(context)(path, jsonBody({}), publishResultSchema));
  },
};
