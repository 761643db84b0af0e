import { type CommandContext, type OptionSpec, UsageFailure } from '../command.ts';

/** Keeps the password out of the list of processes. */
const variable = 'KOPILKA_POSTGRES';

export const postgresOption: OptionSpec = {
  help: `database on a PostgreSQL server, for many hub processes (also ${variable})`,
  value: 'URL',
};

/** The address that was given; undefined: SQLite in the folder. */
export function postgresAddress(context: CommandContext): string | undefined {
  const address = context.text('postgres') ?? process.env[variable];
  if (address === undefined || address === '') return undefined;
  if (/^postgres(ql)?:\/\/./.test(address) && URL.canParse(address)) return address;
  throw new UsageFailure('--postgres must be an address such as postgres://user:password@host:5432/kopilka.');
}
