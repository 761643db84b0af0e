/** What the commands about devices say, in both languages. */
import type { TrialPrint } from '../../agent/devices-test.ts';
import { type DeviceReasonCode, deviceReasonText } from '../../contracts/device-reasons.ts';
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
  degraded: { ru: 'требует внимания', en: 'needs attention' },
  offline: { ru: 'не работает', en: 'does not work' },
  unconfigured: { ru: 'не настроено', en: 'not set up' },
  loyalty: { ru: 'карта, телефон или код участника', en: "a member's card, phone or code" },
  coupon: { ru: 'купон', en: 'coupon' },
  goods: { ru: 'товар', en: 'goods' },
  'payment-card': { ru: 'банковская карта', en: 'bank card' },
  ambiguous: { ru: 'понято двояко', en: 'ambiguous' },
  unknown: { ru: 'ничего из известного кассе', en: 'nothing that the till knows' },
} as const satisfies Readonly<Record<string, Sentence>>;

const cannotPrint: Sentence = { ru: 'сейчас не печатает', en: 'cannot print now' };
const works: Sentence = { ru: 'работает', en: 'works' };

/** States whose own word would say less, or something else, than their reason. */
const wordByReason: Partial<Readonly<Record<DeviceReasonCode, Sentence>>> = {
  starting: { ru: 'ещё не готово', en: 'not ready yet' },
  'paper-out': cannotPrint,
  'cover-open': cannotPrint,
  'printer-error': cannotPrint,
  'held-up': cannotPrint,
  'paper-near-end': works,
  'no-status': works,
  'cannot-confirm': works,
};

const printed: Readonly<Record<TrialPrint['state'], Sentence>> = {
  confirmed: { ru: 'напечатано, принтер это подтвердил', en: 'printed, the printer says so' },
  unknown: { ru: 'отправлено', en: 'sent' },
  failed: { ru: 'не напечатано', en: 'not printed' },
};

/** A word of a device, or of what it scanned, for people; one that this version does not know, as it is. */
export const deviceWord = (word: string, language: Language): string =>
  Object.hasOwn(words, word) ? words[word as keyof typeof words][language] : word;

/** How a device is, for people: what it can do now, and why, with the next step. */
export function healthWord(
  { state, reason }: { readonly state: string; readonly reason: string | null },
  language: Language,
): string {
  if (reason === null) return deviceWord(state, language);
  const fitting = Object.hasOwn(wordByReason, reason) ? wordByReason[reason as DeviceReasonCode] : undefined;
  return `${fitting?.[language] ?? deviceWord(state, language)}. ${deviceReasonText(reason, language)}`;
}

/** What became of a trial print, with the next step where there is one. */
export function printWord({ state, reason }: TrialPrint, language: Language): string {
  const word = printed[state][language];
  return reason === null ? word : `${word}. ${deviceReasonText(reason, language)}`;
}

/**
 * Exit code for a trial print: 0 printed, or sent to a printer of a kind that confirms nothing (a person looks), 1 not
 * printed, 3 sent and not confirmed by a printer that could have.
 */
export function printExitCode({ state, reason }: TrialPrint): 0 | 1 | 3 {
  if (state === 'failed') return 1;
  return state === 'confirmed' || reason === 'cannot-confirm' ? 0 : 3;
}
