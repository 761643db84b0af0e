import { type CommandContext, type OptionSpec, UsageFailure } from '../command.ts';
import { readJsonFile } from '../read-json.ts';

/** Options of commands that send a program to tills, now or once it is approved. */
export const publishOptions: Readonly<Record<string, OptionSpec>> = {
  at: { help: 'when every till switches, such as 2026-12-01T06:00:00+03:00 (default: now)', value: 'TIME' },
  until: { help: 'when every till goes back to the program before it', value: 'TIME' },
  'least-agent': { help: 'earliest version of a till that may use it, such as 0.2.0', value: 'VERSION' },
  'till-caps': {
    help: 'receipts of one till that may use a promotion, such as summer-10=50,bread=200',
    value: 'CAPS',
  },
  stores: { help: 'canary stores, such as s1,s2: only their tills get it', value: 'IDS' },
};

/** The program file of a command and where and when it is to be used. */
export function readPublishRequest(context: CommandContext): Record<string, unknown> {
  const [file, ...others] = context.positionals;
  if (file === undefined || others.length > 0)
    throw new UsageFailure({ ru: 'Укажите один файл программы.', en: 'Give one program file.' });
  const activateAt = instantOf(context, 'at');
  const endsAt = instantOf(context, 'until');
  const stores = context.text('stores')?.split(',');
  const leastAgent = context.text('least-agent');
  const caps = context.text('till-caps');
  return {
    program: readJsonFile(file),
    ...(activateAt === undefined ? {} : { activateAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(stores === undefined ? {} : { stores }),
    ...(leastAgent === undefined ? {} : { leastAgent }),
    ...(caps === undefined ? {} : { tillCaps: readCaps(caps) }),
  };
}

function readCaps(text: string): Record<string, number> {
  const caps = text.split(',').map((part) => /^([^=]+)=(\d{1,7})$/.exec(part.trim()));
  return Object.fromEntries(
    caps.map((cap) => {
      const [, id, count] = cap ?? [];
      if (id === undefined)
        throw new UsageFailure({
          ru: '--till-caps: нужно АКЦИЯ=ЧИСЛО, через запятую.',
          en: '--till-caps needs PROMOTION=NUMBER, with commas between.',
        });
      return [id, Number(count)];
    }),
  );
}

/** An instant among the options; its offset must be said. */
export function instantOf(context: CommandContext, option: string): string | undefined {
  const text = context.text(option);
  if (text !== undefined && !/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) {
    throw new UsageFailure({
      ru: `--${option}: нужны дата, время и смещение, например 2026-12-01T06:00:00+03:00.`,
      en: `--${option} needs date, time and offset, such as 2026-12-01T06:00:00+03:00.`,
    });
  }
  return text;
}
