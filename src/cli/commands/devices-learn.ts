import { learnFromScans } from '../../agent/devices-found.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import { type Command, CommandFailure } from '../command.ts';

type Learned = ReturnType<typeof learnFromScans>;
type Refused = Extract<Learned, { ok: false }>['error'];
type Warning = NonNullable<Extract<Learned, { ok: true }>['value']['warning']>;

const refusals: Readonly<Record<Refused, Sentence>> = {
  'too-few': {
    ru: 'Отсканируйте три разные карты одного вида.',
    en: 'Scan three different cards of one kind.',
  },
  'not-different': {
    ru: 'Одна карта отсканирована дважды. Отсканируйте три разные карты.',
    en: 'The same card was scanned twice. Scan three different cards.',
  },
  'payment-card': {
    ru: 'Это банковские карты. Отсканируйте карты сети.',
    en: 'These are bank cards. Scan cards of the chain.',
  },
  'payment-range': {
    ru: 'С этих цифр начинаются и банковские карты: правило приняло бы их за карты сети. Напишите правило сами: диапазон (range) от первой выпущенной карты до последней.',
    en: 'Bank cards begin with these digits too: the rule would take them for cards of the chain. Write the rule yourself: a range from the first card issued to the last.',
  },
  goods: { ru: 'Это товары. Отсканируйте карты сети.', en: 'These are goods. Scan cards of the chain.' },
  'different-kinds': {
    ru: 'Карты разных видов. Для каждого вида выведите правило отдельно.',
    en: 'The cards are of different kinds. Learn each kind by itself.',
  },
  'nothing-in-common': {
    ru: 'У кодов нет общего, чего не было бы у товаров и других карт.',
    en: 'The codes have nothing in common that goods and other cards do not have too.',
  },
};

const warnings: Readonly<Record<Warning, Sentence>> = {
  goods: {
    en: 'Goods may bear such numbers: the rule would take them for cards. Scan some goods before you use it, or write a range from the first card issued to the last.',
    ru: 'Такие номера бывают и у товаров: правило примет их за карты. Прежде чем вводить его, отсканируйте несколько товаров или напишите диапазон (range) от первой выпущенной карты до последней.',
  },
  neighbours: {
    en: 'These cards are neighbours: where the number of the chain ends is a guess. Try cards from other parts of the range as well, the oldest and the newest.',
    ru: 'Эти карты — соседи: где кончается номер сети, можно лишь угадать. Попробуйте и карты из других частей диапазона: самую старую и самую новую.',
  },
};

export const devicesLearnCommand: Command = {
  name: 'devices learn',
  summary: "learns a recogniser rule from three scans of the chain's own cards",
  arguments: 'CODE CODE CODE…',
  options: { id: { help: 'name of the rule', value: 'NAME', default: 'learned' } },
  example: 'kopilka devices learn 2900000000018 2900123456785 2900999999997',
  run: (context) => {
    const learned = learnFromScans(context.positionals, context.must('id'));
    if (!learned.ok) throw new CommandFailure(refusals[learned.error]);
    const { rule, warning } = learned.value;
    const told = warning === null ? null : warnings[warning][context.language];
    if (told !== null) context.error(told);
    // Standard error is lost where the rule goes into a file. No rules have such a field: it is refused until taken out.
    const shown = warning === 'goods' ? { warning: told, ...rule } : rule;
    context.out(context.json ? JSON.stringify(shown) : JSON.stringify(shown, null, 2));
    return Promise.resolve(0);
  },
};
