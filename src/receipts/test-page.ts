import type { SlipLanguage } from './amount-text.ts';
import type { PrinterProfile } from './escpos/profile.ts';
import { columnsBlock, type SlipModel, textBlock } from './model.ts';

const words = {
  ru: {
    title: 'Пробная печать',
    profile: 'Принтер',
    width: 'Знаков в строке',
    letters: 'Съешь ещё этих мягких французских булок, да выпей чаю. Ёж № 5.',
    ruler: 'Строка цифр занимает ровно одну строку:',
    code: 'Код читается телефоном:',
    advice: 'Если буквы не читаются, выберите другой профиль принтера в настройках кассы.',
  },
  en: {
    title: 'Test print',
    profile: 'Printer',
    width: 'Characters in a line',
    letters: 'The quick brown fox jumps over the lazy dog. Съешь ещё этих булок.',
    ruler: 'The digits fill exactly one line:',
    code: 'A phone can read the code:',
    advice: 'If letters cannot be read, choose another printer profile in the settings of the till.',
  },
} as const;

/** A page that shows at a glance whether letters, width, code and cut are right. */
export function testPage(
  { name, columns }: Pick<PrinterProfile, 'name' | 'columns'>,
  language: SlipLanguage,
  timeText: string,
): SlipModel {
  const text = words[language];
  const ruler = Array.from({ length: columns }, (_unused, index) => String((index + 1) % 10)).join('');
  return [
    textBlock(text.title, { align: 'center', bold: true, size: 'large' }),
    textBlock(timeText, { align: 'center' }),
    columnsBlock(text.profile, name[language]),
    columnsBlock(text.width, String(columns)),
    { kind: 'rule', weight: 'light' },
    textBlock(text.letters),
    textBlock(text.ruler),
    textBlock(ruler),
    { kind: 'qr', data: 'kopilka:test', caption: text.code },
    textBlock(text.advice),
    { kind: 'cut' },
  ];
}
