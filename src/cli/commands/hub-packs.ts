import { type PublishedPack, packListSchema } from '../../contracts/manage-packs.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubPacksCommand: Command = {
  name: 'hub packs',
  summary:
    'lists published programs with the tills that have them: scheduled, active, superseded, ended, revoked',
  options: hubOptions,
  example: 'kopilka hub packs --token T',
  run: async (context) => {
    const { packs } = await hubCall(context)('/v1/manage/packs', null, packListSchema);
    if (context.json) context.out(JSON.stringify({ packs }));
    else if (packs.length === 0) context.out('Nothing is published yet. Use "kopilka hub publish FILE".');
    for (const pack of context.json ? [] : packs) context.out(lineOf(pack));
    return 0;
  },
};

function lineOf(pack: PublishedPack): string {
  const { number, state, activateAt, program, endsAt, stores, tills, staged, author, approvedBy } = pack;
  const { leastAgent, tooOld, tillCaps } = pack;
  const isPast = state !== 'active' && state !== 'scheduled';
  const caps = Object.entries(tillCaps).map(([id, count]) => `${id}=${count}`);
  const by =
    author === null ? [] : [`by ${author}${approvedBy === null ? '' : `, approved by ${approvedBy}`}`];
  return [
    `${String(number).padStart(5)}  ${state.padEnd(10)}  ${activateAt}  ${program}`,
    ...(endsAt === null ? [] : [`until ${endsAt}`]),
    ...(stores === null ? [] : [`stores ${stores.join(', ')}`]),
    ...(caps.length === 0 ? [] : [`caps per till ${caps.join(', ')}`]),
    ...(leastAgent === null ? [] : [`tills from ${leastAgent}`]),
    ...(isPast ? [] : [`at ${staged} of ${tills} tills`]),
    ...(isPast || tooOld === 0 ? [] : [`${tooOld} too old for it`]),
    ...by,
  ].join('  ');
}
