import { writeOffResultSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';

export const hubLeasesWriteOffCommand: Command = {
  name: 'hub leases write-off',
  summary: 'gives members back what was set aside for a till that will never come back',
  options: {
    till: { help: 'the dead till', value: 'ID', required: true },
    member: { help: 'only what was set aside of this member', value: 'ID' },
    yes: { help: 'confirms that what the till may have spent of it is a loss' },
    ...hubOptions,
  },
  example: 'kopilka hub leases write-off --till T2 --yes --token T',
  run: async (context) => {
    if (!context.flag('yes')) {
      throw new UsageFailure({
        ru: 'Касса, которая ещё продаёт, может всё равно потратить эти баллы. Повторите с --yes.',
        en: 'A till that still sells may spend these points all the same. Repeat with --yes.',
      });
    }
    const member = context.text('member');
    const body = jsonBody({ till: context.must('till'), ...(member === undefined ? {} : { member }) });
    const result = await hubCall(context)('/v1/manage/leases/write-off', body, writeOffResultSchema);
    const points = Object.entries(result.points).map(([wallet, sum]) => `${wallet} ${sum}`);
    context.out(
      context.json
        ? JSON.stringify(result)
        : `${result.leases} leases written off${points.length === 0 ? '' : `: ${points.join(', ')}`}.`,
    );
    return 0;
  },
};
