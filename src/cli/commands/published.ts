import type { z } from 'zod';
import type { publishResultSchema } from '../../contracts/manage-packs.ts';
import { type CommandContext, UsageFailure } from '../command.ts';

/** The one pack number that a command takes as its argument. */
export function readPackNumber({ positionals }: CommandContext): number {
  const [number, ...others] = positionals;
  if (number === undefined || others.length > 0 || !/^[1-9]\d{0,8}$/.test(number)) {
    throw new UsageFailure({
      ru: 'Укажите номер одного пакета, как его показывает "kopilka hub packs".',
      en: 'Give the number of one pack, as "kopilka hub packs" lists it.',
    });
  }
  return Number(number);
}

/** Says what was published; warnings go to standard error. Answers the exit code. */
export function tellPublished(
  context: CommandContext,
  { pack, warnings }: z.infer<typeof publishResultSchema>,
): number {
  for (const { path, message } of warnings) context.error(`warning: ${path}: ${message}`);
  context.out(
    context.json
      ? JSON.stringify({ pack, warnings })
      : `Pack ${pack.number} of program ${pack.program} is published, in use from ${pack.activateAt}.`,
  );
  return 0;
}
