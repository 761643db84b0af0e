import { erasureListSchema } from '../../contracts/manage.ts';
import type { Command } from '../command.ts';
import { erasureLine } from './erasure-line.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubErasuresCommand: Command = {
  name: 'hub erasures',
  summary: 'lists erased members and the tills that still have to forget them',
  options: hubOptions,
  example: 'kopilka hub erasures --token T',
  run: async (context) => {
    const list = await hubCall(context)('/v1/manage/erasures', null, erasureListSchema);
    if (context.json) context.out(JSON.stringify(list));
    else if (list.erasures.length === 0) context.out('Nobody was erased.');
    else for (const erasure of list.erasures) context.out(erasureLine(erasure));
    return 0;
  },
};
