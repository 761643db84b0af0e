import { type CommandContext, type OptionSpec, UsageFailure } from '../command.ts';
import { readJsonFile } from '../read-json.ts';

/** Options of commands that send a program to tills, now or once it is approved. */
export const publishOptions: Readonly<Record<string, OptionSpec>> = {
  at: { help: 'when every till switches, such as 2026-12-01T06:00:00+03:00 (default: now)', value: 'TIME' },
  until: { help: 'when every till goes back to the program before it', value: 'TIME' },
  stores: { help: 'canary stores, such as s1,s2: only their tills get it', value: 'IDS' },
};

/** The program file of a command and where and when it is to be used. */
export function readPublishRequest(context: CommandContext): Record<string, unknown> {
  const [file, ...others] = context.positionals;
  if (file === undefined || others.length > 0) throw new UsageFailure('Give one program file.');
  const activateAt = instantOf(context, 'at');
  const endsAt = instantOf(context, 'until');
  const stores = context.text('stores')?.split(',');
  return {
    program: readJsonFile(file),
    ...(activateAt === undefined ? {} : { activateAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(stores === undefined ? {} : { stores }),
  };
}

/** An instant among the options; its offset must be said. */
export function instantOf(context: CommandContext, option: string): string | undefined {
  const text = context.text(option);
  if (text !== undefined && !/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) {
    throw new UsageFailure(`--${option} needs date, time and offset, such as 2026-12-01T06:00:00+03:00.`);
  }
  return text;
}
