import { resolve } from 'node:path';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { postgresAddress, postgresOption, usingPostgres } from './postgres-option.ts';

export const hubInitCommand: Command = {
  name: 'hub init',
  summary: 'makes a chain: its database, its signing key, its first manager',
  options: {
    data: { help: 'folder of the hub', value: 'DIR', required: true },
    postgres: postgresOption,
    'member-partitions': {
      help: 'with PostgreSQL: hash partitions of the tables of members',
      value: 'N',
      default: '0',
    },
    chain: { help: "the chain's name as customers read it", value: 'NAME', required: true },
    id: { help: 'short id of the chain (default: made from the name)', value: 'ID' },
    language: { help: 'language of the tills: ru or en', value: 'LANG', default: 'ru' },
    'balance-url': { help: 'page behind the QR on the slip; {member} stands for the member', value: 'URL' },
    country: { help: 'country of phone numbers without a code', value: 'CC', default: 'RU' },
  },
  example: 'kopilka hub init --data ./hub --chain "Булочные Анны" --id bakery',
  run: async (context) => {
    const name = context.must('chain');
    const { language } = context;
    const id = context.text('id') ?? idOf(name);
    const balanceUrl = context.text('balance-url') ?? null;
    if (balanceUrl !== null && !URL.canParse(balanceUrl.replace('{member}', 'm'))) {
      throw new UsageFailure({
        ru: '--balance-url: нужен адрес, например https://example.org/c/{member}.',
        en: '--balance-url must be an address such as https://example.org/c/{member}.',
      });
    }
    const { initChain, initChainOnPostgres } = await import('../../hub/init-chain.ts');
    const dataDir = resolve(context.must('data'));
    const config = { language, balanceUrl, phoneCountry: context.must('country').toUpperCase() } as const;
    const postgres = postgresAddress(context);
    const made =
      postgres === undefined
        ? initChain(dataDir, { id, name, config })
        : await usingPostgres(
            initChainOnPostgres(dataDir, postgres, { id, name, config }, partitionsOf(context)),
          );
    if (!made.ok) throw new CommandFailure(made.error);
    const { managerToken } = made.value;
    if (context.json) context.out(JSON.stringify({ chain: id, managerToken }));
    else {
      context.out(`Chain ${id} is ready.`);
      context.out(`Manager token, shown only now: ${managerToken}`);
      context.out(
        `Start the hub: kopilka hub --data ${context.must('data')}${postgres === undefined ? '' : ' --postgres URL'}`,
      );
    }
    return 0;
  },
};

function partitionsOf(context: CommandContext): number {
  const count = Number(context.must('member-partitions'));
  if (Number.isInteger(count) && count >= 0 && count <= 1024) return count;
  throw new UsageFailure({
    ru: '--member-partitions: нужно число от 0 до 1024.',
    en: '--member-partitions must be a number from 0 to 1024.',
  });
}

/** Latin letters and digits of the name; `chain` when it has none. */
function idOf(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
  return id === '' ? 'chain' : id;
}
