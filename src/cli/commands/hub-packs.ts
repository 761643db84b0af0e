import { packListSchema } from '../../contracts/manage.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubPacksCommand: Command = {
  name: 'hub packs',
  summary: 'lists published programs: scheduled, active, superseded',
  options: hubOptions,
  example: 'kopilka hub packs --token T',
  run: async (context) => {
    const { packs } = await hubCall(context)('/v1/manage/packs', null, packListSchema);
    if (context.json) context.out(JSON.stringify({ packs }));
    else if (packs.length === 0) context.out('Nothing is published yet. Use "kopilka hub publish FILE".');
    for (const pack of context.json ? [] : packs) {
      context.out(
        `${String(pack.number).padStart(5)}  ${pack.state.padEnd(10)}  ${pack.activateAt}  ${pack.program}`,
      );
    }
    return 0;
  },
};
