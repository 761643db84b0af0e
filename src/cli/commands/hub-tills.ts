import { type ManagedTill, tillListSchema } from '../../contracts/manage.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubTillsCommand: Command = {
  name: 'hub tills',
  summary: 'lists the tills: version, operations delivered, quarantine, when last heard',
  options: hubOptions,
  example: 'kopilka hub tills --token T',
  run: async (context) => {
    const { tills } = await hubCall(context)('/v1/manage/tills', null, tillListSchema);
    if (context.json) context.out(JSON.stringify({ tills }));
    else if (tills.length === 0) context.out('There is no till yet. Use "kopilka hub enrol-code".');
    for (const till of context.json ? [] : tills) context.out(lineOf(till));
    return 0;
  },
};

function lineOf({
  store,
  id,
  enrolled,
  version,
  epoch,
  headSequence,
  stagedPack,
  quarantine,
  lastSeenAt,
}: ManagedTill): string {
  const state = enrolled ? `version ${version ?? '?'}` : 'no machine';
  const refused = quarantine > 0 ? `  quarantine ${quarantine}` : '';
  return `${store}/${id}  ${state}  epoch ${epoch}  operations ${headSequence}  pack ${stagedPack ?? '?'}  heard ${lastSeenAt ?? 'never'}${refused}`;
}
