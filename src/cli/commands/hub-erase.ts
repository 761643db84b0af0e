import { createInterface } from 'node:readline/promises';
import { erasureSchema } from '../../contracts/manage.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { erasureLine } from './erasure-line.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubEraseCommand: Command = {
  name: 'hub erase',
  summary: 'forgets a member for good, at the hub and at every till; bookings stay under the id alone',
  arguments: 'MEMBER',
  options: { yes: { help: 'do not ask first' }, ...hubOptions },
  example: 'kopilka hub erase 01HV3M --yes --token T',
  run: async (context) => {
    const [id, ...others] = context.positionals;
    if (id === undefined || others.length > 0)
      throw new UsageFailure({ ru: 'Укажите номер одного участника.', en: 'Give the id of one member.' });
    const call = hubCall(context);
    if (!context.flag('yes') && !(await isMeant(context, id)))
      throw new CommandFailure({ ru: 'Ничего не удалено.', en: 'Nothing was erased.' });
    const path = `/v1/manage/members/${encodeURIComponent(id)}`;
    const erasure = await call(path, null, erasureSchema, 'DELETE');
    context.out(context.json ? JSON.stringify(erasure) : erasureLine(erasure));
    return 0;
  },
};

/** Asks for the id once more. Without an answer: no. */
async function isMeant(context: CommandContext, id: string): Promise<boolean> {
  context.error(`This cannot be undone. To erase member ${id}, type the id again:`);
  const lines = createInterface({ input: context.stdin, signal: context.signal });
  for await (const line of lines) return line.trim() === id;
  return false;
}
