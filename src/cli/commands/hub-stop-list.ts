import { managedStopListSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';

export const hubStopListCommand: Command = {
  name: 'hub stop-list',
  summary: 'lists members who may spend points only while the hub answers, or changes the list',
  options: {
    add: { help: 'puts a member on the list', value: 'ID' },
    remove: { help: 'takes a member off; earlier overdrafts are forgotten', value: 'ID' },
    ...hubOptions,
  },
  example: 'kopilka hub stop-list --add m-17 --token T',
  run: async (context) => {
    const [add, remove] = [context.text('add'), context.text('remove')];
    if (add !== undefined && remove !== undefined)
      throw new UsageFailure('Give --add or --remove, not both.');
    const member = add ?? remove;
    const body = member === undefined ? null : jsonBody({ member, stopped: add !== undefined });
    const { members } = await hubCall(context)('/v1/manage/stop-list', body, managedStopListSchema);
    if (context.json) context.out(JSON.stringify({ members }));
    else if (members.length === 0) context.out('Nobody is on the stop-list.');
    for (const { member: id, since, reason } of context.json ? [] : members) {
      context.out(`${id}  since ${since}  ${reason === 'overdrafts' ? 'overdrawn twice' : 'by an operator'}`);
    }
    return 0;
  },
};
