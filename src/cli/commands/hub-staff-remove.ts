import { managedStaffSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubStaffRemoveCommand: Command = {
  name: 'hub staff remove',
  summary: 'takes a person and the PIN off the staff list of every till',
  arguments: 'ID',
  options: hubOptions,
  example: 'kopilka hub staff remove olga --token T',
  run: async (context) => {
    const [id, ...others] = context.positionals;
    if (id === undefined || others.length > 0)
      throw new UsageFailure({ ru: 'Укажите номер одного человека.', en: 'Give the id of one person.' });
    const path = `/v1/manage/staff/${encodeURIComponent(id)}`;
    const list = await hubCall(context)(path, null, managedStaffSchema, 'DELETE');
    context.out(context.json ? JSON.stringify(list) : `${id} is off the staff list.`);
    return 0;
  },
};
