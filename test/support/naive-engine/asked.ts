import type { Member } from '../../../src/contracts/member.ts';
import type { Program } from '../../../src/contracts/program.ts';
import type { QuoteContext } from '../../../src/contracts/quote-context.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';

/** Everything a quote is made of. */
export type Asked = {
  readonly program: Program;
  /** Who pays: a member, a gift card or nobody. */
  readonly payer: Member | null;
  readonly receipt: Receipt;
  readonly context: QuoteContext;
};

/** A gift card is nobody's membership. */
export const personOf = ({ payer }: Asked): Member | null => (payer?.kind === 'gift' ? null : payer);

export const isGiftWallet = ({ program }: Asked, wallet: string): boolean =>
  program.wallets.some(({ id, gift }) => id === wallet && gift === true);

/** May this payer get points of a wallet? A gift card is loaded and gets nothing else. */
export const mayEarn = (asked: Asked, wallet: string): boolean =>
  personOf(asked) !== null || (asked.payer !== null && isGiftWallet(asked, wallet));
