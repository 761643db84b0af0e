import type { Language } from '../contracts/local-text.ts';
import type { IdentifyResult } from '../contracts/pos-api.ts';
import { displayColumns, displayPair } from '../drivers/display/cd5220.ts';
import { amountText } from '../receipts/amount-text.ts';

const words = {
  ru: {
    hello: 'Здравствуйте',
    blocked: ['Карта закрыта', 'Спросите кассира'],
    again: ['Карта не найдена', 'Спросите кассира'],
  },
  en: {
    hello: 'Welcome',
    blocked: ['Card is blocked', 'Ask the cashier'],
    again: ['Card is not known', 'Ask the cashier'],
  },
} as const;

/** With the name where both fit, the name alone where it is long: half a name is none. */
function greetingOf(hello: string, firstName: string | null): string {
  if (firstName === null) return hello;
  const both = `${hello}, ${firstName}`;
  return both.length <= displayColumns ? both : firstName;
}

/**
 * Two lines for the customer display after a scan, null where there is nothing to say to the customer: goods, a
 * bank card, or several members of whom the cashier chooses one.
 */
export function displayGreeting(
  outcome: IdentifyResult,
  language: Language,
): readonly [string, string] | null {
  const text = words[language];
  switch (outcome.result) {
    case 'member': {
      const { firstName, wallets } = outcome.member;
      const [wallet] = wallets;
      const greeting = greetingOf(text.hello, firstName);
      if (wallet === undefined) return [greeting, ''];
      const name = wallet.name[language] ?? Object.values(wallet.name)[0] ?? '';
      return [greeting, displayPair(name, amountText(wallet.balance, wallet.scale, language))];
    }
    case 'blocked':
      return text.blocked;
    case 'unknown':
      return text.again;
    case 'ambiguous':
    case 'coupon':
    case 'not-loyalty':
    case 'payment-card':
      return null;
  }
}
