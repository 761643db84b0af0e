import type { Refusal } from '../../../contracts/refusal.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { ToastConfig } from '../integrations-config.ts';
import type { IntegrationParts } from '../parts.ts';
import { accountInfo, accountOf, accountsByPhone } from './accounts.ts';
import { accepted, noAccount, refusedAnswer, type ToastAnswer } from './answer.ts';
import { judge, offersFor } from './offers.ts';
import type { CheckInformation } from './schemas.ts';

/** LOYALTY_SEARCH: accounts by phone. */
export function searchAccounts(
  parts: IntegrationParts,
  { wallet }: ToastConfig,
  phone: string | null | undefined,
): ToastAnswer {
  const found = accountsByPhone(parts, phone ?? '');
  if (!found.ok) return refusedAnswer(found.error);
  if (found.value.length === 0) return noAccount;
  const accounts = found.value.map((member) => accountInfo(member, wallet, phone ?? null));
  return accepted({ searchResponse: { accounts } });
}

/** LOYALTY_INQUIRE: the account, what could be offered on this check, and which of the offers applied to it hold. */
export function inquire(
  parts: IntegrationParts,
  config: ToastConfig,
  information: CheckInformation,
): ToastAnswer {
  const response = checkResponse(parts, config, information);
  return response.ok ? accepted({ checkResponse: response.value }) : refusedAnswer(response.error);
}

function checkResponse(
  parts: IntegrationParts,
  config: ToastConfig,
  { loyaltyIdentifier, check, redemptions }: CheckInformation,
): Result<Record<string, unknown>, Refusal> {
  const member = accountOf(parts, loyaltyIdentifier ?? '');
  if (!member.ok) return member;
  const given = { parts, config, member: member.value, check };
  const judged = judge(given, redemptions ?? []);
  if (!judged.ok) return judged;
  const offers = offersFor(given, judged.value);
  if (!offers.ok) return offers;
  const { applied, rejected, quote } = judged.value;
  const messages = quote.messages
    .filter(({ where }) => where !== 'cashier')
    .map(({ text }) => text[parts.language()] ?? Object.values(text)[0]);
  return ok({
    accountInfo: accountInfo(member.value, config.wallet),
    offers: offers.value,
    appliedRedemptions: applied,
    rejectedRedemptions: rejected,
    ...(messages.length === 0 ? {} : { userMessage: messages.join('\n') }),
  });
}
