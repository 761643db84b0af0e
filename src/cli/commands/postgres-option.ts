import { PostgresFailure } from '../../hub/store/postgres-failure.ts';
import { type CommandContext, CommandFailure, type OptionSpec, UsageFailure } from '../command.ts';

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
  throw new UsageFailure({
    ru: '--postgres: нужен адрес, например postgres://user:password@host:5432/kopilka.',
    en: '--postgres must be an address such as postgres://user:password@host:5432/kopilka.',
  });
}

/** A database that does not answer is the operator's to mend, no fault of the program. */
export const usingPostgres = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw cause instanceof PostgresFailure ? new CommandFailure(cause.message) : cause;
  });
