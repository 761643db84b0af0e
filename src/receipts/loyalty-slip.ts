/** The slip a member takes home: what was saved, earned and spent, what is left, what expires, what comes next. */
import { COUPON_QR_PREFIX } from '../shared/coupon-code.ts';
import { amountText, type SlipLanguage, signedAmountText } from './amount-text.ts';
import { columnsBlock, type SlipBlock, type SlipModel, textBlock } from './model.ts';
import { type SlipWords, slipWords } from './slip-words.ts';
import { noBreakSpace } from './wrap.ts';

export interface SlipPoints {
  /** In the slip's language, as the program names the wallet. */
  readonly walletName: string;
  /** Points are integers in the wallet's smallest unit, none negative except the balance of a debtor. */
  readonly earned: number;
  readonly spent: number;
  readonly balance: number;
  /** Decimals of the wallet; 0 unless said. */
  readonly scale?: number;
  /** The moment the balance is true for, as text; null when it is the present one. */
  readonly asOf: string | null;
  readonly expiringSoon: { readonly points: number; readonly dateText: string } | null;
}

/** A coupon to cut off and bring along. */
export interface SlipCoupon {
  readonly name: string;
  /** What the till reads at the next purchase. */
  readonly code: string;
  readonly validUntilText: string;
}

export interface LoyaltySlipInput {
  readonly language: SlipLanguage;
  readonly storeName: string;
  readonly purchaseNumber: string;
  readonly timeText: string;
  /** Null for a guest, who is invited to join. */
  readonly member: { readonly maskedName: string; readonly tierName: string | null } | null;
  /** Each promotion's name and what it took off, in minor units, positive. */
  readonly discounts: ReadonlyArray<{ readonly name: string; readonly amountMinor: number }>;
  /** net = gross − discount − paidWithPoints. */
  readonly totals: {
    readonly grossMinor: number;
    readonly discountMinor: number;
    readonly paidWithPointsMinor: number;
    readonly netMinor: number;
  };
  readonly points: readonly SlipPoints[];
  /** What is missing to the next tier, as the program counts it: a sum of money or a number of purchases. */
  readonly tierProgress?: { readonly nextTierName: string; readonly gapText: string } | null;
  /** Texts of the program, printed in their order. */
  readonly messages: readonly string[];
  /** Offers for this member alone. */
  readonly offers?: readonly string[];
  readonly coupons?: readonly SlipCoupon[];
  /** Where the customer may say how it was. */
  readonly surveyUrl?: string | null;
  readonly balanceUrl: string | null;
  readonly joinUrl?: string | null;
  readonly offline: boolean;
}

const blankLine: SlipBlock = { kind: 'feed', lines: 1 };
const light: SlipBlock = { kind: 'rule', weight: 'light' };

/** Builds the slip; it ends with a cut. */
export function loyaltySlip(input: LoyaltySlipInput): SlipModel {
  const words = slipWords[input.language];
  const links = linkBlocks(input, words);
  const blocks: SlipModel = [
    textBlock(input.storeName, { align: 'center', bold: true, size: 'tall' }),
    textBlock(words.notFiscal, { align: 'center' }),
    blankLine,
    columnsBlock(words.purchase + noBreakSpace + input.purchaseNumber, input.timeText, { leader: 'space' }),
    ...memberBlocks(input, words),
    light,
    ...totalBlocks(input, words),
    ...input.points.flatMap((points) => pointsBlocks(points, input.language, words)),
    ...progressBlocks(input, words),
    ...messageBlocks(input.messages),
    ...offerBlocks(input.offers ?? [], words),
    ...(input.offline ? [light, textBlock(words.offline)] : []),
    ...(input.coupons ?? []).flatMap((coupon) => couponBlocks(coupon, words)),
    ...links,
    ...(links.at(-1)?.kind === 'qr' ? [] : [blankLine]),
    textBlock(words.thanks, { align: 'center' }),
    { kind: 'cut' },
  ];
  return input.language === 'en' ? blocks.map(withLatinCurrency) : blocks;
}

/** The rouble sign is no character of a printer; in an English text its Russian spelling would look lost. */
function withLatinCurrency(block: SlipBlock): SlipBlock {
  const latin = (text: string): string => text.replaceAll('₽', 'RUB');
  if (block.kind === 'text') return { ...block, text: latin(block.text) };
  if (block.kind === 'columns') return { ...block, left: latin(block.left), right: latin(block.right) };
  return block;
}

function memberBlocks(input: LoyaltySlipInput, words: SlipWords): SlipBlock[] {
  if (input.member === null) return [];
  const { maskedName, tierName } = input.member;
  const name = columnsBlock(words.member, maskedName, { leader: 'space' });
  return tierName === null ? [name] : [name, columnsBlock(words.tier, tierName, { leader: 'space' })];
}

function totalBlocks(input: LoyaltySlipInput, words: SlipWords): SlipBlock[] {
  const { totals, language } = input;
  const money = (amountMinor: number): string => amountText(amountMinor, 2, language);
  const blocks: SlipBlock[] = [];
  if (totals.grossMinor !== totals.netMinor) {
    blocks.push(columnsBlock(words.gross, money(totals.grossMinor)));
  }
  let namedMinor = 0;
  for (const discount of input.discounts) {
    namedMinor += discount.amountMinor;
    blocks.push(columnsBlock(discount.name, money(-discount.amountMinor)));
  }
  const restMinor = totals.discountMinor - namedMinor;
  if (restMinor !== 0) {
    const name = input.discounts.length === 0 ? words.discount : words.otherDiscounts;
    blocks.push(columnsBlock(name, money(-restMinor)));
  }
  if (totals.paidWithPointsMinor !== 0) {
    blocks.push(columnsBlock(words.paidWithPoints, money(-totals.paidWithPointsMinor)));
  }
  blocks.push(columnsBlock(words.net, money(totals.netMinor), { leader: 'space', bold: true, size: 'tall' }));
  const savedMinor = totals.discountMinor + totals.paidWithPointsMinor;
  if (savedMinor > 0) blocks.push(columnsBlock(words.saved, money(savedMinor), { bold: true }));
  return blocks;
}

function pointsBlocks(points: SlipPoints, language: SlipLanguage, words: SlipWords): SlipBlock[] {
  const scale = points.scale ?? 0;
  const blocks: SlipBlock[] = [light, textBlock(capitalised(points.walletName), { bold: true })];
  if (points.earned !== 0) {
    blocks.push(columnsBlock(words.earned, signedAmountText(points.earned, scale, language)));
  }
  if (points.spent !== 0) {
    blocks.push(columnsBlock(words.spent, signedAmountText(-points.spent, scale, language)));
  }
  const balanceName =
    points.asOf === null ? words.balance : words.balanceAsOf(points.asOf.replaceAll(' ', noBreakSpace));
  blocks.push(columnsBlock(balanceName, amountText(points.balance, scale, language), { bold: true }));
  if (points.expiringSoon !== null) {
    const { dateText } = points.expiringSoon;
    blocks.push(
      columnsBlock(words.expiring(dateText), amountText(points.expiringSoon.points, scale, language)),
    );
  }
  return blocks;
}

function messageBlocks(messages: readonly string[]): SlipBlock[] {
  return messages.length === 0 ? [] : [light, ...messages.map((message) => textBlock(message))];
}

function progressBlocks({ tierProgress }: LoyaltySlipInput, words: SlipWords): SlipBlock[] {
  if (tierProgress === null || tierProgress === undefined) return [];
  return [light, columnsBlock(words.toTier(tierProgress.nextTierName), tierProgress.gapText, { bold: true })];
}

function offerBlocks(offers: readonly string[], words: SlipWords): SlipBlock[] {
  if (offers.length === 0) return [];
  return [light, textBlock(words.offers, { bold: true }), ...offers.map((offer) => textBlock(offer))];
}

function couponBlocks({ name, code, validUntilText }: SlipCoupon, words: SlipWords): SlipBlock[] {
  return [
    { kind: 'rule', weight: 'heavy' },
    textBlock(words.coupon, { align: 'center', bold: true }),
    textBlock(name, { align: 'center', bold: true, size: 'tall' }),
    {
      kind: 'qr',
      data: COUPON_QR_PREFIX + code,
      caption: words.couponUntil(validUntilText.replaceAll(' ', noBreakSpace)),
    },
    // A code that a cashier's reader cannot read can still be typed.
    textBlock(code, { align: 'center' }),
  ];
}

function linkBlocks(input: LoyaltySlipInput, words: SlipWords): SlipBlock[] {
  const surveyUrl = input.surveyUrl ?? null;
  const survey: SlipBlock[] =
    surveyUrl === null ? [] : [light, { kind: 'qr', data: surveyUrl, caption: words.surveyQr }];
  return [...memberLinkBlocks(input, words), ...survey];
}

function memberLinkBlocks(input: LoyaltySlipInput, words: SlipWords): SlipBlock[] {
  if (input.member !== null) {
    if (input.balanceUrl === null) return [];
    return [light, { kind: 'qr', data: input.balanceUrl, caption: words.balanceQr }];
  }
  const heading = textBlock(words.joinHeading, { align: 'center', bold: true });
  const joinUrl = input.joinUrl ?? null;
  if (joinUrl === null) return [light, heading, textBlock(words.joinAtTill, { align: 'center' })];
  return [light, heading, { kind: 'qr', data: joinUrl, caption: words.joinQr }];
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
