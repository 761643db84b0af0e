import { enrolCodeResultSchema } from '../../contracts/manage.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubEnrolCodeCommand: Command = {
  name: 'hub enrol-code',
  summary: 'a one-time code that makes a machine a till of the chain',
  options: {
    store: { help: 'store id; a new store is made', value: 'S', required: true },
    till: { help: 'till id, unique in the chain; a new till is made', value: 'T', required: true },
    'store-name': { help: 'name of the store as receipts show it', value: 'NAME' },
    'till-name': { help: 'name of the till', value: 'NAME' },
    ...hubOptions,
  },
  example: 'kopilka hub enrol-code --store s1 --till t1 --token T',
  run: async (context) => {
    const storeName = context.text('store-name');
    const tillName = context.text('till-name');
    const body = {
      store: context.must('store'),
      till: context.must('till'),
      ...(storeName === undefined ? {} : { storeName }),
      ...(tillName === undefined ? {} : { tillName }),
    };
    const call = hubCall(context);
    const request = { type: 'application/json', text: JSON.stringify(body) } as const;
    const made = await call('/v1/manage/enrol-codes', request, enrolCodeResultSchema);
    if (context.json) context.out(JSON.stringify(made));
    else {
      context.out(`${made.code}  (good once, until ${made.expiresAt})`);
      context.out(
        `At the till: kopilka till --data ./till --hub ${context.must('hub')} --enrol ${made.code}`,
      );
    }
    return 0;
  },
};
