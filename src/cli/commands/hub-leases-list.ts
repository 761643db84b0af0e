import { type Exposure, exposureSchema, managedLeasesSchema } from '../../contracts/manage.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubLeasesListCommand: Command = {
  name: 'hub leases list',
  summary: 'shows how much could be overspent right now, and the points set aside for tills',
  options: { till: { help: 'only leases of this till', value: 'ID' }, ...hubOptions },
  example: 'kopilka hub leases list --token T',
  run: async (context) => {
    const call = hubCall(context);
    const till = context.text('till');
    const path = `/v1/manage/leases${till === undefined ? '' : `?till=${encodeURIComponent(till)}`}`;
    const exposure = await call('/v1/manage/exposure', null, exposureSchema);
    const { leases } = await call(path, null, managedLeasesSchema);
    if (context.json) {
      context.out(JSON.stringify({ exposure, leases }));
      return 0;
    }
    for (const line of linesOf(exposure)) context.out(line);
    for (const { unit, member, wallet, remaining, points, visit, grantedAt } of leases) {
      const kept = visit ? 'for a visit' : 'kept';
      context.out(
        `${unit}  member ${member}  ${wallet} ${remaining} of ${points}  ${kept}  since ${grantedAt}`,
      );
    }
    return 0;
  },
};

function linesOf({ leases, wallets, units }: Exposure): string[] {
  const silent = units.filter((unit) => unit.silent).length;
  return [
    `Tills ${units.length}, not heard for three minutes ${silent}.`,
    ...wallets.map(
      ({ wallet, now, most, perUnit, leased, writtenOff, uncovered }) =>
        `${wallet}: at most ${now} points could be overspent right now, ${most} if every till lost its line` +
        ` (${perUnit} a till); set aside ${leased}${writtenOff > 0 ? `, written off ${writtenOff}` : ''}${uncovered > 0 ? `, with nothing behind it ${uncovered}` : ''}.`,
    ),
    ...(leases
      ? []
      : ['Leases are off: two tills that sell at the same moment may spend the same points too.']),
  ];
}
