/** What the commands about devices say, in both languages. */
import type { TrialPrint } from '../../agent/devices-test.ts';
import { deviceReasonText } from '../../contracts/device-reasons.ts';
import type { Language } from '../../contracts/local-text.ts';
import type { Sentence } from '../../contracts/sentence.ts';

const words = {
  scanner: { ru: 'сканер', en: 'scanner' },
  cardreader: { ru: 'считыватель карт', en: 'card reader' },
  printer: { ru: 'принтер', en: 'printer' },
  drawer: { ru: 'денежный ящик', en: 'cash drawer' },
  display: { ru: 'дисплей покупателя', en: 'customer display' },
  unclear: { ru: 'неизвестно что', en: 'unknown' },
  ready: { ru: 'готово', en: 'ready' },
  degraded: { ru: 'работает не полностью', en: 'works, or nearly' },
  offline: { ru: 'не работает', en: 'does not work' },
  unconfigured: { ru: 'не настроено', en: 'not set up' },
  loyalty: { ru: 'карта, телефон или код участника', en: "a member's card, phone or code" },
  coupon: { ru: 'купон', en: 'coupon' },
  goods: { ru: 'товар', en: 'goods' },
  'payment-card': { ru: 'банковская карта', en: 'bank card' },
  ambiguous: { ru: 'понято двояко', en: 'ambiguous' },
  unknown: { ru: 'ничего из известного кассе', en: 'nothing that the till knows' },
} as const satisfies Readonly<Record<string, Sentence>>;

const printed: Readonly<Record<TrialPrint['state'], Sentence>> = {
  confirmed: { ru: 'напечатано, принтер это подтвердил', en: 'printed, the printer says so' },
  unknown: { ru: 'отправлено', en: 'sent' },
  failed: { ru: 'не напечатано', en: 'not printed' },
};

/** A word of a device, or of what it scanned, for people; one that this version does not know, as it is. */
export const deviceWord = (word: string, language: Language): string =>
  Object.hasOwn(words, word) ? words[word as keyof typeof words][language] : word;

/** What became of a trial print, with the next step where there is one. */
export function printWord({ state, reason }: TrialPrint, language: Language): string {
  const word = printed[state][language];
  return reason === null ? word : `${word}. ${deviceReasonText(reason, language)}`;
}
