import { type Settings, settingsSchema } from '../../contracts/manage.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { readJsonFile } from '../read-json.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';

export const hubSettingsCommand: Command = {
  name: 'hub settings',
  summary: 'shows the settings of the chain, or changes those that are named',
  options: {
    language: { help: 'language of tills and slips: ru or en', value: 'LANG' },
    'balance-url': {
      help: 'page behind the QR on the slip, {member} stands for the member; "none"',
      value: 'URL',
    },
    'survey-url': {
      help: 'page behind the QR on every slip for a word from the customer; {purchase}, {store}; "none"',
      value: 'URL',
    },
    'join-url': {
      help: 'page behind the QR on the slip of a guest, to join; {purchase}, {store}; "none"',
      value: 'URL',
    },
    'offline-points': {
      help: 'most points of a member that one till lets go without the hub; 0: none',
      value: 'N',
    },
    'offline-share': { help: 'most percent of the last known balance', value: 'PERCENT' },
    'offline-hours': { help: 'hours without the hub after which no points are spent', value: 'HOURS' },
    'offline-age': { help: 'oldest balance that may be spent from, in hours', value: 'HOURS' },
    'offline-shared': {
      help: "whether the tills of a store share these points over the store's own network: on or off",
      value: 'ON',
    },
    'offline-unit-points': {
      help: 'most points of all members together that one till lets go between two contacts',
      value: 'N',
    },
    'offline-wallets': { help: 'JSON file with other limits for single wallets; "none"', value: 'FILE' },
    leases: {
      help: 'whether a till that hears the hub spends only what the hub has set aside for it: on or off',
      value: 'ON',
    },
    'lease-keep': { help: 'percent of a balance that stays with the till after the visit', value: 'PERCENT' },
    'lease-hours': { help: 'for how long it stays', value: 'HOURS' },
    recogniser: {
      help: 'JSON file with the rules of cards and codes; "none" for the built-in ones',
      value: 'FILE',
    },
    'own-card': { help: "a cashier's own card at the own till: refuse, pin or allow", value: 'RULE' },
    'receipts-per-hour': { help: 'receipts of one card an hour without a PIN; 0: any number', value: 'N' },
    'big-return': { help: 'value from which a return needs a PIN, minor units; "none"', value: 'MINOR' },
    'look-ups': { help: 'different cards and phones a till may ask for a minute', value: 'N' },
    'miss-alarm': { help: 'unknown cards and phones a minute that go to the audit log', value: 'N' },
    'second-person': {
      help: 'whether a program is published only after another person approved it: on or off',
      value: 'ON',
    },
    'need-ends': {
      help: 'whether every promotion must end and have a limit of uses: on or off',
      value: 'ON',
    },
    'pack-lease': {
      help: 'hours without the hub after which a till keeps only the safe part of its program; "none"',
      value: 'HOURS',
    },
    country: { help: 'country of phone numbers without a code', value: 'CC' },
    ...hubOptions,
  },
  example: 'kopilka hub settings --offline-points 500 --offline-share 30 --token T',
  run: async (context) => {
    const call = hubCall(context);
    const path = '/v1/manage/settings';
    const present = (): Promise<Settings> => call(path, null, settingsSchema);
    const change = await changeOf(context, present);
    const settings =
      Object.keys(change).length === 0
        ? await present()
        : await call(path, jsonBody(change), settingsSchema, 'PATCH');
    if (context.json) context.out(JSON.stringify(settings));
    else for (const line of linesOf(settings)) context.out(line);
    return 0;
  },
};

async function changeOf(
  context: CommandContext,
  present: () => Promise<Settings>,
): Promise<Record<string, unknown>> {
  const change: Record<string, unknown> = {};
  const language = context.text('language');
  if (language !== undefined) change.language = language;
  for (const [option, field] of [
    ['balance-url', 'balanceUrl'],
    ['survey-url', 'surveyUrl'],
    ['join-url', 'joinUrl'],
  ] as const) {
    const url = context.text(option);
    if (url !== undefined) change[field] = url === 'none' ? null : url;
  }
  const country = context.text('country');
  if (country !== undefined) change.phoneCountry = country.toUpperCase();
  const recogniser = context.text('recogniser');
  if (recogniser !== undefined)
    change.recogniser = recogniser === 'none' ? null : await readRules(recogniser);
  const fraud = fraudOf(context);
  if (Object.keys(fraud).length > 0) change.fraud = fraud;
  const packs = packRulesOf(context);
  if (Object.keys(packs).length > 0) change.packs = packs;
  const offline = numbersOf(context, [
    ['offline-points', 'maxPoints'],
    ['offline-share', 'sharePercent'],
    ['offline-hours', 'maxHours'],
    ['offline-age', 'maxBalanceAgeHours'],
    ['offline-unit-points', 'unitPoints'],
  ]);
  const shared = onOff(context, 'offline-shared');
  const wallets = context.text('offline-wallets');
  const leases = await leasesOf(context, present);
  const all = {
    ...offline,
    ...(shared === undefined ? {} : { sharedInStore: shared }),
    ...(wallets === undefined ? {} : { wallets: wallets === 'none' ? {} : readJsonFile(wallets) }),
    ...(leases === undefined ? {} : { leases }),
  };
  return Object.keys(all).length === 0 ? change : { ...change, offline: all };
}

function onOff(context: CommandContext, option: string): boolean | undefined {
  const text = context.text(option);
  if (text !== undefined && text !== 'on' && text !== 'off')
    throw new UsageFailure(`--${option} needs on or off.`);
  return text === undefined ? undefined : text === 'on';
}

/** Leases as they are to be; undefined: as they are. The usual ones last for the visit alone. */
async function leasesOf(
  context: CommandContext,
  present: () => Promise<Settings>,
): Promise<Settings['offline']['leases'] | undefined> {
  const wanted = onOff(context, 'leases');
  const numbers = numbersOf(context, [
    ['lease-keep', 'keepPercent'],
    ['lease-hours', 'hours'],
  ]);
  if (wanted === false) return null;
  if (wanted === undefined && Object.keys(numbers).length === 0) return undefined;
  return { keepPercent: 0, hours: 24, ...(await present()).offline.leases, ...numbers };
}

function packRulesOf(context: CommandContext): Record<string, unknown> {
  const secondPerson = onOff(context, 'second-person');
  const needEnds = onOff(context, 'need-ends');
  return {
    ...(secondPerson === undefined ? {} : { secondPerson }),
    ...(needEnds === undefined ? {} : { needEnds }),
    ...(context.text('pack-lease') === 'none'
      ? { leaseHours: null }
      : numbersOf(context, [['pack-lease', 'leaseHours']])),
  };
}

function fraudOf(context: CommandContext): Record<string, unknown> {
  const ownCard = context.text('own-card');
  const bigReturn = context.text('big-return');
  return {
    ...(ownCard === undefined ? {} : { ownCard }),
    ...(bigReturn === 'none'
      ? { bigReturnMinor: null }
      : numbersOf(context, [['big-return', 'bigReturnMinor']])),
    ...numbersOf(context, [
      ['receipts-per-hour', 'receiptsPerHour'],
      ['look-ups', 'lookUpsPerMinute'],
      ['miss-alarm', 'missesPerMinute'],
    ]),
  };
}

/** The whole numbers among the options, by the names of their fields. */
const numbersOf = (
  context: CommandContext,
  fields: readonly (readonly [option: string, field: string])[],
): Record<string, number> =>
  Object.fromEntries(
    fields.flatMap(([option, field]) => {
      const text = context.text(option);
      if (text === undefined) return [];
      if (!/^\d{1,12}$/.test(text)) throw new UsageFailure(`--${option} needs a whole number.`);
      return [[field, Number(text)]];
    }),
  );

async function readRules(file: string): Promise<unknown> {
  const { checkRecogniserRules } = await import('../../agent/check-recogniser-rules.ts');
  const rules = readJsonFile(file);
  const fault = checkRecogniserRules(rules);
  if (fault !== null) throw new CommandFailure(`${file}: ${fault}`);
  return rules;
}

function linesOf(settings: Settings): string[] {
  const { language, balanceUrl, surveyUrl, joinUrl, offline, recogniser, phoneCountry, fraud, packs } =
    settings;
  return [
    `language        ${language}`,
    `balance-url     ${balanceUrl ?? 'none'}`,
    `survey-url      ${surveyUrl ?? 'none'}`,
    `join-url        ${joinUrl ?? 'none'}`,
    `offline-points  ${offline.maxPoints}`,
    `offline-share   ${offline.sharePercent} %`,
    `offline-hours   ${offline.maxHours}`,
    `offline-age     ${offline.maxBalanceAgeHours}`,
    `offline-shared  ${offline.sharedInStore ? 'on' : 'off'}`,
    `unit-points     ${offline.unitPoints ?? 10 * offline.maxPoints}`,
    `leases          ${leasesLine(offline.leases)}`,
    ...Object.entries(offline.wallets ?? {}).map(
      ([wallet, own]) => `wallet ${wallet}  ${JSON.stringify(own)}`,
    ),
    `recogniser      ${recogniser == null ? 'built-in rules' : 'own rules'}`,
    `country         ${phoneCountry}`,
    `second-person   ${packs.secondPerson ? 'on: nobody publishes alone' : 'off: one person publishes alone'}`,
    `need-ends       ${packs.needEnds ? 'on' : 'off'}`,
    `pack-lease      ${packs.leaseHours === null ? 'none: a till alone goes on for ever' : `${packs.leaseHours} h`}`,
    `own-card        ${fraud.ownCard}`,
    `receipts/hour   ${fraud.receiptsPerHour}`,
    `big-return      ${fraud.bigReturnMinor ?? 'none'}`,
    `look-ups        ${fraud.lookUpsPerMinute} a minute`,
    `miss-alarm      ${fraud.missesPerMinute} a minute`,
  ];
}

const leasesLine = (leases: Settings['offline']['leases']): string =>
  leases === null ? 'off' : `on, ${leases.keepPercent} % stays for ${leases.hours} h`;
