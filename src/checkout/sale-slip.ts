import type { Language } from '../contracts/local-text.ts';
import { callingCode } from '../contracts/phone.ts';
import type { ConfirmResult, Slip } from '../contracts/pos-api.ts';
import type { Program } from '../contracts/program.ts';
import type { Quote } from '../contracts/quote.ts';
import type { Receipt } from '../contracts/receipt.ts';
import type { TillConfigRecord } from '../contracts/sync.ts';
import { EMPTY_BALANCE, EXPIRING_SOON_DAYS } from '../loyalty/ledger/balances.ts';
import { daysInMs, instantFromMs, instantToMs } from '../loyalty/ledger/instant.ts';
import { lotState } from '../loyalty/ledger/lot-order.ts';
import { spentPoints } from '../loyalty/ledger/quote-points.ts';
import { charactersOf } from '../receipts/escpos/code-as-text.ts';
import { compileLaid, compileSlip } from '../receipts/escpos/compile.ts';
import type { PrinterProfile } from '../receipts/escpos/profile.ts';
import { layoutSlip } from '../receipts/layout.ts';
import { type LoyaltySlipInput, loyaltySlip, type SlipPoints } from '../receipts/loyalty-slip.ts';
import { laidText } from '../receipts/text.ts';
import { formatMoney } from '../shared/money.ts';
import { inLanguage } from './local.ts';
import { maskCard, maskPhone } from './masks.ts';
import type { SaleMember } from './sale-member.ts';

export type SlipFacts = {
  readonly receipt: Receipt;
  readonly quote: Quote;
  readonly program: Program;
  /** After the sale. */
  readonly member: SaleMember | null;
  readonly config: TillConfigRecord | null;
  readonly language: Language;
  readonly offline: boolean;
  readonly nowMs: number;
  /** Coupons the sale made. */
  readonly coupons: ConfirmResult['coupons'];
  /** What this member, and not everybody, gets the next time. */
  readonly offers: readonly string[];
};

/** The slip as text lines and as the bytes for the till's printer. */
export function saleSlip(
  input: LoyaltySlipInput,
  profile: PrinterProfile,
): { slip: Slip; bytes: Uint8Array } {
  const model = loyaltySlip(input);
  const laid = layoutSlip(model, profile.columns);
  const isForPrinter = charactersOf(profile) === 'cyrillic';
  const bytes = isForPrinter ? compileLaid(laid, profile) : compileSlip(model, profile);
  return {
    slip: { lines: laidText(laid, profile.columns), escpos: Buffer.from(bytes).toString('base64') },
    bytes,
  };
}

/** Everything that stands on the slip. */
export function slipInput(facts: SlipFacts): LoyaltySlipInput {
  const { receipt, quote, program, member, config, language } = facts;
  const { totals } = quote;
  return {
    language,
    storeName: config?.storeName ?? receipt.store,
    purchaseNumber: receipt.purchaseId,
    timeText: timeText(receipt.at),
    member:
      member === null
        ? null
        : { maskedName: slipName(member), tierName: tierName(member, program, language) },
    discounts: namedDiscounts(quote, program, language),
    totals: {
      grossMinor: totals.gross,
      discountMinor: totals.discount,
      paidWithPointsMinor: totals.paidWithPoints,
      netMinor: totals.net,
    },
    points: member === null ? [] : slipPoints(facts, member),
    tierProgress: tierProgress(quote, program, language),
    messages: quote.messages
      .filter((message) => message.where === 'receipt')
      .map((message) => inLanguage(message.text, language)),
    offers: facts.offers,
    coupons: facts.coupons.map(({ code, name, validUntil }) => ({
      name: inLanguage(name, language),
      code,
      validUntilText: dateText(validUntil),
    })),
    balanceUrl: member === null ? null : balanceUrl(config, member),
    surveyUrl: filledIn(config?.surveyUrl, receipt),
    joinUrl: member === null ? filledIn(config?.joinUrl, receipt) : null,
    offline: facts.offline,
  };
}

/** `05.12.2026 12:30` on the clock that the instant is written in. */
const timeText = (at: string): string => `${dateText(at.slice(0, 10))} ${at.slice(11, 16)}`;

/**
 * An instant on the clock of the register that wrote the receipt, its store's: a slip has one clock, whatever zone the
 * till's machine or the chain's program is in.
 */
function onRegisterClock({ at }: Receipt, ms: number): string {
  const offsetMs = instantToMs(at.replace(/[+-]\d\d:\d\d$/, 'Z')) - instantToMs(at);
  return instantFromMs(ms + offsetMs);
}

function slipName({ record, phoneCountry }: SaleMember): string {
  if (record.firstName !== null) return record.firstName;
  const card = record.cards[0];
  if (card !== undefined) return maskCard(card);
  return record.phoneLast4 === null ? record.id : maskPhone(record.phoneLast4, callingCode(phoneCountry));
}

function tierName({ record }: SaleMember, program: Program, language: Language): string | null {
  const tier = program.tiers.find((one) => one.id === record.tier);
  return tier === undefined ? null : inLanguage(tier.name, language);
}

/** What is missing to the next tier, counted as the program counts it; null where there is none above. */
function tierProgress(
  quote: Quote,
  program: Program,
  language: Language,
): NonNullable<LoyaltySlipInput['tierProgress']> | null {
  const next = quote.tier?.next ?? null;
  const tier = program.tiers.find((one) => one.id === next?.id);
  if (next === null || tier === undefined) return null;
  const byPurchases = program.tierRule?.by === 'purchases';
  return {
    nextTierName: inLanguage(tier.name, language),
    gapText: byPurchases ? String(next.gap) : formatMoney(next.gap, program.currency, language),
  };
}

type Names = ReadonlyMap<string, NonNullable<Program['promotions'][number]['name']>>;
const namesKept = new WeakMap<Program, Names>();

/** Names by id, made once a program: a chain has thousands of promotions and a slip asks for a few. */
function namesOf(program: Program): Names {
  const known = namesKept.get(program);
  if (known !== undefined) return known;
  const names = new Map<string, NonNullable<Program['promotions'][number]['name']>>();
  for (const { id, name } of [...program.promotions, ...program.rewards, ...program.stampCards]) {
    if (name !== null && name !== undefined) names.set(id, name);
  }
  namesKept.set(program, names);
  return names;
}

/** What each promotion or reward took off; discounts without a name of their own are left to the slip's sum. */
function namedDiscounts(quote: Quote, program: Program, language: Language): LoyaltySlipInput['discounts'] {
  const amounts = new Map<string, number>();
  for (const { promotion, amount } of quote.lines.flatMap((line) => line.discounts)) {
    amounts.set(promotion, (amounts.get(promotion) ?? 0) + amount);
  }
  if (amounts.size === 0) return [];
  const names = namesOf(program);
  return [...amounts].flatMap(([id, amountMinor]) => {
    const name = names.get(id);
    if (name === undefined || amountMinor === 0) return [];
    return [{ name: inLanguage(name, language), amountMinor }];
  });
}

function slipPoints(facts: SlipFacts, member: SaleMember): SlipPoints[] {
  const spent = spentPoints(facts.quote);
  return facts.program.wallets.flatMap((wallet) => {
    const earnedHere = facts.quote.totals.earned[wallet.id] ?? 0;
    const spentHere = spent[wallet.id] ?? 0;
    const { balance } = member.balances[wallet.id] ?? EMPTY_BALANCE;
    if (earnedHere === 0 && spentHere === 0 && balance === 0) return [];
    return [
      {
        walletName: inLanguage(wallet.name, facts.language),
        earned: earnedHere,
        spent: spentHere,
        balance,
        scale: wallet.scale,
        asOf: facts.offline ? timeText(onRegisterClock(facts.receipt, member.knownAtMs)) : null,
        expiringSoon: soonestExpiry(facts, member, wallet.id),
      },
    ];
  });
}

/** The points that go first within the next days, and their last day. */
function soonestExpiry(
  { receipt, nowMs }: SlipFacts,
  member: SaleMember,
  wallet: string,
): SlipPoints['expiringSoon'] {
  const limitMs = nowMs + daysInMs(EXPIRING_SOON_DAYS);
  const days = member.lots
    .filter((lot) => lot.wallet === wallet && lot.remaining > 0 && lotState(lot, nowMs) === 'active')
    .flatMap(({ expiresAt, remaining }) => {
      const endsMs = expiresAt === null ? Number.POSITIVE_INFINITY : instantToMs(expiresAt);
      return endsMs <= limitMs
        ? [{ day: onRegisterClock(receipt, endsMs).slice(0, 10), points: remaining }]
        : [];
    })
    .sort((one, other) => (one.day < other.day ? -1 : 1));
  const first = days[0];
  if (first === undefined) return null;
  const points = days.filter((one) => one.day === first.day).reduce((sum, one) => sum + one.points, 0);
  return { points, dateText: dateText(first.day) };
}

/** `05.12.2026` of `2026-12-05`. */
export function dateText(date: string): string {
  const [year, month, day] = date.split('-');
  return `${day}.${month}.${year}`;
}

/** An address of the chain with this receipt's number and store in it. */
const filledIn = (template: string | null | undefined, { purchaseId, store }: Receipt): string | null =>
  template
    ?.replaceAll('{purchase}', encodeURIComponent(purchaseId))
    .replaceAll('{store}', encodeURIComponent(store)) ?? null;

function balanceUrl(config: TillConfigRecord | null, { record }: SaleMember): string | null {
  const template = config?.balanceUrl ?? null;
  const code = record.cards[0] ?? record.id;
  return template === null ? null : template.replaceAll('{member}', encodeURIComponent(code));
}
