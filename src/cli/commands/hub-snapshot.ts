import { snapshotStateSchema } from '../../contracts/member-snapshot.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';

export const hubSnapshotCommand: Command = {
  name: 'hub snapshot',
  summary: 'makes the file with all members that new tills fetch, before many of them are set up',
  options: hubOptions,
  example: 'kopilka hub snapshot --token T',
  run: async (context) => {
    const call = hubCall(context);
    for (;;) {
      const state = await call('/v1/manage/snapshot', jsonBody({}), snapshotStateSchema);
      if (state.isBuilding) {
        context.progress('The file is being made …');
        continue;
      }
      const megabytes = (state.bytes / 1_000_000).toFixed(1);
      if (context.json) context.out(JSON.stringify(state));
      else context.out(`${state.members} members, ${megabytes} MB: ready for new tills.`);
      return 0;
    }
  },
};
