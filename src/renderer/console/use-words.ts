import { useMemo } from 'react';
import type { Language } from '../../contracts/local-text.ts';
import type { LocalText } from '../../contracts/scalars.ts';
import { pointsToMinor } from '../../shared/points.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { textIn } from '../kit/local-text.ts';
import { formatMoney, formatScaled } from '../kit/money.ts';
import { useConsole } from './console-context.ts';

export type Words = {
  readonly language: Language;
  readonly text: (text: LocalText | undefined, otherwise: string) => string;
  readonly money: (amountMinor: number) => string;
  /** Points of a wallet in its smallest units, with the wallet's name. */
  readonly points: (wallet: string, points: number) => string;
  /** What they are worth, or null for a wallet that is not known. */
  readonly worth: (wallet: string, points: number) => string | null;
  /** Date and minute of an instant, in this machine's time zone. */
  readonly moment: (instant: string) => string;
  readonly day: (instant: string) => string;
};

const moments = (language: Language): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const days = (language: Language): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { dateStyle: 'medium' });

/** Sums, points and moments in the language on screen, in the chain's currency and wallets. */
export function useWords(): Words {
  const { language } = useLanguage();
  const { me } = useConsole();
  return useMemo(() => {
    const walletOf = (id: string) => me.wallets.find((one) => one.id === id);
    const money = (amountMinor: number): string => formatMoney(amountMinor, me.currency ?? '', language);
    const text: Words['text'] = (words, otherwise) => textIn(words, language) ?? otherwise;
    const [whole, day] = [moments(language), days(language)];
    return {
      language,
      text,
      money,
      points: (id, points) => {
        const wallet = walletOf(id);
        return `${formatScaled(points, wallet?.scale ?? 0, language)} (${text(wallet?.name, id)})`;
      },
      worth: (id, points) => {
        const wallet = walletOf(id);
        return wallet === undefined ? null : money(pointsToMinor(points, wallet.value, wallet.scale));
      },
      moment: (instant) => whole.format(new Date(instant)),
      day: (instant) => day.format(new Date(instant)),
    };
  }, [language, me]);
}
