import { publishResultSchema } from '../../contracts/manage-packs.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';
import { publishOptions, readPublishRequest } from './publish-request.ts';
import { tellPublished } from './published.ts';

export const hubPublishCommand: Command = {
  name: 'hub publish',
  summary: 'checks, signs and publishes a loyalty program to every till',
  arguments: 'FILE',
  options: { ...publishOptions, ...hubOptions },
  example: 'kopilka hub publish program.json --at 2026-12-01T06:00:00+03:00 --token T',
  run: async (context) => {
    const body = jsonBody(readPublishRequest(context));
    return tellPublished(context, await hubCall(context)('/v1/manage/programs', body, publishResultSchema));
  },
};
