import { usualFraudRules } from '../../contracts/fraud.ts';
import type { Language } from '../../contracts/local-text.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import type { ReturnSettlement } from '../../loyalty/clawback.ts';
import { createWords, inLanguage, nameList, tierName, type Words } from '../../loyalty/explain/words.ts';
import type { ReturnShare } from '../../loyalty/returns.ts';
import { formatPoints } from '../../shared/points.ts';
import { type Command, type CommandContext, UsageFailure } from '../command.ts';
import { type FallenLadder, type ReturnCase, returnCase } from '../evaluate-return.ts';
import { orFail } from '../fault-lines.ts';
import { languageOption } from '../language.ts';
import { readJsonFile } from '../read-json.ts';

/** What the goods that come back had cost, in minor units, points included. */
const boughtForMinor = ({ totals }: ReturnShare): number => totals.net + totals.paidWithPoints;

type Points = Readonly<Record<string, number>>;

const texts = {
  pin: {
    en: "A till takes this return only with a manager's PIN.",
    ru: 'Касса примет этот возврат только с ПИН-кодом управляющего.',
  },
  none: { en: 'none', ru: 'нет' },
  share: { en: 'The exact share of what was paid', ru: 'Точная доля того, что было оплачено' },
  requote: {
    en: 'What was paid beyond the price of what stays',
    ru: 'То, что оплачено сверх цены остающегося',
  },
  booked: {
    en: ' (what a till books unless told otherwise)',
    ru: ' (так касса проводит возврат, если не сказано иное)',
  },
  noRequote: {
    en: 'What stays cannot be quoted as the purchase was: only the share is possible.',
    ru: 'То, что остаётся, нельзя пересчитать так, как считали покупку: возможна только доля.',
  },
} satisfies Readonly<Record<string, Sentence>>;

/** "13 (баллы)" for each wallet. */
function pointsText(points: Points, { program, language }: Words): string {
  const told = program.wallets.flatMap(({ id, name, scale }) => {
    const amount = points[id];
    if (amount === undefined) return [];
    return [`${formatPoints(amount, scale, language)} (${inLanguage(name, language)})`];
  });
  return told.join(', ') || texts.none[language];
}

/** What is done about points that are to be taken and no longer there. */
function missingPoints(words: Words, { wallets, withheld, refund }: ReturnSettlement): string[] {
  const short = wallets.filter((one) => one.short > 0);
  if (short.length === 0) return [];
  const points = pointsText(Object.fromEntries(short.map((one) => [one.wallet, one.short])), words);
  const [kept, paid] = [words.money(withheld), words.money(refund)];
  const isDebt = words.program.program.clawback === 'debt';
  return words.language === 'ru'
    ? [
        `  этих баллов уже нет: ${points}`,
        isDebt ? '  участник останется должен их' : `  удержать за них ${kept}, выдать ${paid}`,
      ]
    : [
        `  points no longer there: ${points}`,
        isDebt
          ? '  the member goes on owing them'
          : `  kept from the refund for them ${kept}, paid out ${paid}`,
      ];
}

/** What one policy gives back and takes. */
function figures(
  words: Words,
  { totals, pointsBack, stamps }: ReturnShare,
  settlement: ReturnSettlement | null,
): string[] {
  const money = words.money(totals.net);
  const back = pointsText(pointsBack, words);
  const taken = pointsText(totals.earned, words);
  const missing = settlement === null ? [] : missingPoints(words, settlement);
  const cards = stamps.map(({ card, ...counts }) => ({
    name: nameList(words, [words.nameOf(card)]),
    ...counts,
  }));
  return words.language === 'ru'
    ? [
        `  вернуть деньгами ${money}, баллами: ${back}`,
        `  снять начисленные баллы: ${taken}`,
        ...missing,
        ...cards.map(({ name, earned, used }) => `  штампы ${name}: снять ${earned}, вернуть ${used}`),
      ]
    : [
        `  money back ${money}, points back ${back}`,
        `  earned points taken ${taken}`,
        ...missing,
        ...cards.map(({ name, earned, used }) => `  stamps of ${name}: ${earned} taken, ${used} put back`),
      ];
}

/** Memberships whose days go back, and the tier that a whole return takes away. */
function standingLines(words: Words, { clubs }: ReturnShare, tierLost: string | null): string[] {
  const { program } = words.program;
  const told = clubs.map(({ club, days }) => {
    const name = program.clubs.find(({ id }) => id === club)?.name;
    return { name: nameList(words, [name == null ? club : inLanguage(name, words.language)]), days };
  });
  const tier = tierLost === null ? [] : [nameList(words, [tierName(words, tierLost)])];
  return words.language === 'ru'
    ? [
        ...told.map(({ name, days }) => `  клуб ${name}: снять дней: ${days}`),
        ...tier.map((name) => `  уровень ${name} больше не достигнут`),
      ]
    : [
        ...told.map(({ name, days }) => `  the club ${name}: days taken: ${days}`),
        ...tier.map((name) => `  the tier ${name} is no longer reached`),
      ];
}

/** "«Лестница»: 5 % вместо 10 %". */
const fallenText = (words: Words, { promotion, before, after }: FallenLadder): string => {
  const name = nameList(words, [words.nameOf(promotion)]);
  const [less, more] = [after, before].map((percent) => percent.toLocaleString(words.language));
  return words.language === 'ru'
    ? `  ступень ниже: ${name}, ${less} % вместо ${more} %`
    : `  a lower step: ${name}, ${less}% instead of ${more}%`;
};

function linesOf(
  { share, requote, program, fallen, settlement, tierLost }: ReturnCase,
  needsPin: boolean,
  language: Language,
): string[] {
  const words = createWords(program, language);
  const head = (one: 'share' | 'requote'): string =>
    `${texts[one][language]}${one === program.program.returns ? texts.booked[language] : ''}:`;
  const byShare = [
    ...(needsPin ? [texts.pin[language]] : []),
    head('share'),
    ...figures(words, share, settlement.share),
    ...standingLines(words, share, tierLost),
  ];
  if (requote === null) return [...byShare, texts.noRequote[language]];
  const lost = nameList(words, requote.lost.map(words.nameOf)) || texts.none[language];
  return [
    ...byShare,
    head('requote'),
    ...figures(words, requote, settlement.requote),
    language === 'ru' ? `  больше не действуют акции: ${lost}` : `  promotions no longer reached: ${lost}`,
    ...fallen.map((one) => fallenText(words, one)),
    ...standingLines(words, requote, tierLost),
  ];
}

function limitOf(text: string): number {
  if (text === 'none') return Number.POSITIVE_INFINITY;
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new UsageFailure({
    en: '--big-return needs a whole number, or "none".',
    ru: '--big-return: нужно целое число или "none".',
  });
}

async function run(context: CommandContext): Promise<number> {
  const { language } = context;
  const [file, ...others] = context.positionals;
  if (file === undefined || others.length > 0)
    throw new UsageFailure({
      en: 'Give one file with a case and its "return".',
      ru: 'Укажите один файл с набором для расчёта и его "return".',
    });
  const limit = limitOf(context.must('big-return'));
  const shown = orFail(returnCase(readJsonFile(file), language), file, language);
  const needsPin = boughtForMinor(shown.share) >= limit;
  if (context.json) {
    const { program, ...told } = shown;
    const { currency, returns: policy, clawback } = program.program;
    context.out(JSON.stringify({ ...told, currency, policy, clawback, needsPin }));
  } else for (const line of linesOf(shown, needsPin, language)) context.out(line);
  return 0;
}

export const returnCommand: Command = {
  name: 'return',
  summary: 'what a return gives back, by its exact share and with the rest quoted anew',
  arguments: 'FILE',
  options: {
    'big-return': {
      help: 'value from which the chain asks for a PIN, minor units; "none" where no manager has one',
      value: 'MINOR',
      default: String(usualFraudRules.bigReturnMinor),
    },
    language: languageOption,
  },
  example:
    'kopilka return case.json      (program, member, receipt, context; "return": [{"id": "1", "quantity": 1}]; the member\'s points now: "balances": {"main": 0})',
  run,
};
