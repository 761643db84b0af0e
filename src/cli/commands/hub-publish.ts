import { publishResultSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { readJsonFile } from '../read-json.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';
import { tellPublished } from './published.ts';

export const hubPublishCommand: Command = {
  name: 'hub publish',
  summary: 'checks, signs and publishes a loyalty program to every till',
  arguments: 'FILE',
  options: {
    at: { help: 'when every till switches, such as 2026-12-01T06:00:00+03:00 (default: now)', value: 'TIME' },
    ...hubOptions,
  },
  example: 'kopilka hub publish program.json --at 2026-12-01T06:00:00+03:00 --token T',
  run: async (context) => {
    const [file, ...others] = context.positionals;
    if (file === undefined || others.length > 0) throw new UsageFailure('Give one program file.');
    const activateAt = context.text('at');
    if (activateAt !== undefined && !/T.*(Z|[+-]\d\d:\d\d)$/.test(activateAt)) {
      throw new UsageFailure('--at needs date, time and offset, such as 2026-12-01T06:00:00+03:00.');
    }
    const body = { program: readJsonFile(file), ...(activateAt === undefined ? {} : { activateAt }) };
    const call = hubCall(context);
    return tellPublished(context, await call('/v1/manage/programs', jsonBody(body), publishResultSchema));
  },
};
