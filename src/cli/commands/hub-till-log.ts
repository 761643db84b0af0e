import { logLevelSchema } from '../../contracts/log-level.ts';
import { logLevelResultSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';

export const hubTillLogCommand: Command = {
  name: 'hub till log',
  summary: 'asks a till to write more or less into its log: debug, info, warn, error; usual ends that',
  arguments: 'TILL LEVEL',
  options: hubOptions,
  example: 'kopilka hub till log t7 debug --token T',
  run: async (context) => {
    const [till, word, ...others] = context.positionals;
    const level = word === 'usual' ? null : logLevelSchema.safeParse(word).data;
    if (till === undefined || level === undefined || others.length > 0) {
      throw new UsageFailure({
        ru: 'Укажите номер одной кассы и debug, info, warn, error или usual.',
        en: 'Give the id of one till, and debug, info, warn, error or usual.',
      });
    }
    const path = `/v1/manage/tills/${encodeURIComponent(till)}/log-level`;
    const answer = await hubCall(context)(path, jsonBody({ level }), logLevelResultSchema);
    context.out(
      context.json ? JSON.stringify(answer) : `Till ${answer.till} logs ${answer.level ?? 'as usual'}.`,
    );
    return 0;
  },
};
