import { revokedTillSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';

export const hubTillRevokeCommand: Command = {
  name: 'hub till revoke',
  summary: 'shuts out a stolen or lost till: its key opens nothing any more',
  arguments: 'TILL',
  options: hubOptions,
  example: 'kopilka hub till revoke t7 --token T',
  run: async (context) => {
    const [till, ...others] = context.positionals;
    if (till === undefined || others.length > 0)
      throw new UsageFailure({ ru: 'Укажите номер одной кассы.', en: 'Give the id of one till.' });
    const path = `/v1/manage/tills/${encodeURIComponent(till)}/revoke`;
    const answer = await hubCall(context)(path, jsonBody({}), revokedTillSchema);
    if (context.json) context.out(JSON.stringify(answer));
    else {
      context.out(`Till ${answer.revoked} is shut out.`);
      context.out(`For a machine in its place: kopilka hub enrol-code --store S --till ${answer.revoked}`);
    }
    return 0;
  },
};
