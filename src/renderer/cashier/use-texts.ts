import { useMemo } from 'react';
import { useLanguage } from '../i18n/use-language.ts';
import { textIn } from '../kit/local-text.ts';
import { formatMoney, formatMoneyShort, formatQuantity, formatScaled } from '../kit/money.ts';
import { useSession } from './till-context.ts';

/** How this window writes money, points and the names of the program's parts, in the language on screen. */
export function useTexts() {
  const { language } = useLanguage();
  const { hello, names } = useSession();
  const currency = hello?.currency ?? 'RUB';
  return useMemo(
    () => ({
      language,
      /** `1 234,56 ₽` */
      money: (amountMinor: number) => formatMoney(amountMinor, currency, language),
      /** `150 ₽`, with kopecks only where there are some. */
      moneyShort: (amountMinor: number) => formatMoneyShort(amountMinor, currency, language),
      points: (points: number, scale: number) => formatScaled(points, scale, language),
      quantity: (thousandths: number) => formatQuantity(thousandths, language),
      local: (text: Readonly<Record<string, string>> | undefined) => textIn(text, language),
      /** What a promotion is called; its id while the names are not known. */
      promotion: (id: string) => textIn(names?.promotions[id], language) ?? id,
      tier: (id: string) => textIn(names?.tiers[id], language) ?? id,
      wallet: (id: string) => textIn(names?.wallets[id], language),
    }),
    [language, currency, names],
  );
}
export type Texts = ReturnType<typeof useTexts>;
