import { managedStaffSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';

export const hubStaffUnlockCommand: Command = {
  name: 'hub staff unlock',
  summary: 'makes tills forget wrong tries of a PIN',
  arguments: 'ID',
  options: hubOptions,
  example: 'kopilka hub staff unlock olga --token T',
  run: async (context) => {
    const [id, ...others] = context.positionals;
    if (id === undefined || others.length > 0) throw new UsageFailure('Give the id of one person.');
    const path = `/v1/manage/staff/${encodeURIComponent(id)}/unlock`;
    const list = await hubCall(context)(path, jsonBody({}), managedStaffSchema);
    context.out(
      context.json ? JSON.stringify(list) : `${id} may try the PIN again as soon as tills have heard of it.`,
    );
    return 0;
  },
};
