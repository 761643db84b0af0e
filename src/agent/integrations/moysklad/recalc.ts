import type { MemberView } from '../../../contracts/member-view.ts';
import { posReceiptSchema } from '../../../contracts/pos-api.ts';
import type { Quote } from '../../../contracts/quote.ts';
import type { Refusal } from '../../../contracts/refusal.ts';
import { instantFromMs } from '../../../loyalty/ledger/instant.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { fromMinor, fromPoints, toPoints } from '../decimals.ts';
import type { MoyskladConfig } from '../integrations-config.ts';
import { parseOurs } from '../parse-ours.ts';
import type { IntegrationParts } from '../parts.ts';
import { type Group, groupPositions, quotedPositions } from './cart.ts';
import type { Customers } from './customers.ts';
import type { Recalc } from './schemas.ts';

type Wallet = MemberView['wallets'][number];

/** Nothing is kept under this name: a recalculation has no purchase yet. */
const unsold = 'moysklad-recalc';

/** What a cart costs and earns, position by position. Changes nothing, so it may be asked with every scanned article. */
export function recalc(
  parts: IntegrationParts,
  config: MoyskladConfig,
  customers: Customers,
  given: Recalc,
): Result<unknown, Refusal> {
  const member = customers.memberOf(given.agent);
  if (!member.ok) return member;
  const view = member.value === null ? null : parts.checkout.memberView(member.value);
  if (view !== null && !view.ok) return view;
  const wallet = view?.value.wallets.find(({ id }) => id === config.wallet) ?? null;
  const groups = groupPositions(given.positions, parts.store.goods);
  const cart = parseOurs(posReceiptSchema, {
    at: instantFromMs(Math.floor(parts.clock.wallMs())),
    member: member.value,
    lines: groups.map(({ line }) => line),
    redeem: redeemOf(given, wallet),
  });
  if (!cart.ok) return cart;
  const quote = parts.checkout.priceOf(unsold, cart.value);
  if (!quote.ok) return quote;
  return ok({
    ...(given.agent == null ? {} : { agent: given.agent }),
    positions: positionsOf(groups, quote.value),
    bonusProgram: bonusProgram(given, wallet, quote.value, parts.language()),
    needVerification: false,
  });
}

function redeemOf({ bonusProgram: bonus, preferredBonusToSpend }: Recalc, wallet: Wallet | null) {
  if (wallet === null || bonus?.transactionType !== 'SPENDING') return null;
  return preferredBonusToSpend == null
    ? { wallet: wallet.id, max: true }
    : { wallet: wallet.id, points: toPoints(preferredBonusToSpend, wallet.scale) };
}

const positionsOf = (groups: readonly Group[], quote: Quote) =>
  groups.flatMap((group, index) => {
    const quoted = quote.lines[index];
    return quoted === undefined ? [] : quotedPositions(group, quoted);
  });

function bonusProgram(given: Recalc, wallet: Wallet | null, quote: Quote, language: string) {
  const transactionType = given.bonusProgram?.transactionType ?? 'EARNING';
  const scale = wallet?.scale ?? 0;
  const balance = wallet?.balance ?? 0;
  const spend = wallet === null ? 0 : (quote.redeem?.points ?? 0);
  const earn = wallet === null ? 0 : (quote.totals.earned[wallet.id] ?? 0);
  const extra = quote.messages
    .filter(({ where }) => where === 'receipt')
    .map(({ text }) => text[language] ?? Object.values(text)[0])
    .join('\n');
  return {
    transactionType,
    agentBonusBalance: fromPoints(balance, scale),
    bonusValueToSpend: fromPoints(spend, scale),
    bonusValueToEarn: fromPoints(earn, scale),
    agentBonusBalanceAfter: fromPoints(balance - spend + earn, scale),
    paidByBonusPoints: fromMinor(quote.totals.paidWithPoints),
    ...(extra === '' ? {} : { receiptExtraInfo: extra }),
  };
}
