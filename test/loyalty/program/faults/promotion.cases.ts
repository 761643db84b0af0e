import type { FaultCase } from '../fault-case.ts';
import { document, plain, promotion, ten } from '../wrong-document.ts';

// Wrong programs, one a rule: what is wrong, the document, code and path, what a person is told.

export const promotionFaults: readonly FaultCase[] = [
  [
    'a promotion that is a text',
    document({ promotions: ['ten'] }),
    'bad-value promotions[0]',
    'This must be an object in braces, not the text "ten". Expected: an object in braces; fields: id, name, priority, group, exclusive, stage, when, then, limit, text.',
    'Должно быть: объект в фигурных скобках, а не текст «ten». Ожидается: объект в фигурных скобках; поля: id, name, priority, group, exclusive, stage, when, then, limit, text.',
  ],
  [
    'a promotion without a name',
    promotion({ name: undefined, then: [ten] }),
    'missing-field promotions[0].name',
    '"name" is missing. Expected: a text by language, such as {"ru": "Скидка", "en": "Discount"}.',
    'Не хватает поля «name». Ожидается: текст по языкам, например {"ru": "Скидка", "en": "Discount"}.',
  ],
  [
    'a name in no language',
    promotion({ name: {}, then: [ten] }),
    'text-missing promotions[0].name',
    'There is no text in any language. Expected: a text by language, such as {"ru": "Скидка", "en": "Discount"}.',
    'Текста нет ни на одном языке. Ожидается: текст по языкам, например {"ru": "Скидка", "en": "Discount"}.',
  ],
  [
    'a name that is a text',
    promotion({ name: 'Ten', then: [ten] }),
    'bad-value promotions[0].name',
    'This must be an object in braces, not the text "Ten". Expected: a text by language, such as {"ru": "Скидка", "en": "Discount"}.',
    'Должно быть: объект в фигурных скобках, а не текст «Ten». Ожидается: текст по языкам, например {"ru": "Скидка", "en": "Discount"}.',
  ],
  [
    'a name in a language of one letter',
    promotion({ name: { r: 'Ten' }, then: [ten] }),
    'bad-value promotions[0].name.r',
    '"r" cannot be a name here. Expected: a text by language, such as {"ru": "Скидка", "en": "Discount"}.',
    'Здесь не может быть имени «r». Ожидается: текст по языкам, например {"ru": "Скидка", "en": "Discount"}.',
  ],
  [
    'a name that is a number',
    promotion({ name: { ru: 5 }, then: [ten] }),
    'bad-value promotions[0].name.ru',
    'This must be a text, not 5. Expected: a text in quotes, such as "Скидка".',
    'Должно быть: текст, а не 5. Ожидается: текст в кавычках, например "Скидка".',
  ],
  [
    'a promotion with the id of the engine',
    promotion({ id: 'rounding', then: [ten] }),
    'reserved-id promotions[0].id',
    '"rounding" names a discount of the engine itself. Give it another id.',
    '«rounding» — имя собственной скидки программы. Дайте ему другой id.',
  ],
  [
    'a priority with a fraction',
    promotion({ priority: 1.5, then: [ten] }),
    'bad-value promotions[0].priority',
    'This must be a whole number, not 1.5. Expected: a whole number from -1000000 to 1000000, such as 100.',
    'Должно быть: целое число, а не 1.5. Ожидается: целое число от -1000000 до 1000000, например 100.',
  ],
  [
    'a switch that is a text',
    promotion({ exclusive: 'yes', then: [ten] }),
    'bad-value promotions[0].exclusive',
    'This must be true or false, not the text "yes". Expected: true or false, without quotes.',
    'Должно быть: true или false, а не текст «yes». Ожидается: true или false, без кавычек.',
  ],
  [
    'a stage that does not exist',
    promotion({ stage: 'basket', then: [ten] }),
    'bad-value promotions[0].stage',
    '"basket" is not known here. Known: line, receipt.',
    '«basket» здесь не бывает. Есть: line, receipt.',
  ],
  [
    'an unknown placeholder of a promotion',
    promotion({ then: [ten], text: { receipt: { ru: '{name}' } } }),
    'unknown-placeholder promotions[0].text.receipt.ru',
    'A text cannot name {name}. Known: member.firstName, points.balance, points.earned, points.expiringSoon, tier.name, tier.nextGap, amount.saved.',
    'В тексте нельзя назвать {name}. Есть: member.firstName, points.balance, points.earned, points.expiringSoon, tier.name, tier.nextGap, amount.saved.',
  ],
  [
    'two promotions of one id',
    document({ promotions: [plain, plain] }),
    'duplicate-id promotions[1].id',
    '"p" already stands at promotions[0].id. Give it another id.',
    '«p» уже есть в promotions[0].id. Дайте ему другой id.',
  ],
];
