import { managedStaffSchema } from '../../contracts/manage.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';
import { staffLines } from './staff-lines.ts';

export const hubStaffListCommand: Command = {
  name: 'hub staff list',
  summary: 'lists cashiers and managers, and who has a PIN',
  options: hubOptions,
  example: 'kopilka hub staff list --token T',
  run: async (context) => {
    const list = await hubCall(context)('/v1/manage/staff', null, managedStaffSchema);
    for (const line of context.json ? [JSON.stringify(list)] : staffLines(list)) context.out(line);
    return 0;
  },
};
