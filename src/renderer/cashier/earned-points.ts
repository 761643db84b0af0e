import type { MemberView } from '../../contracts/member-view.ts';
import type { Texts } from './use-texts.ts';

/** Points a quote gives, one entry a wallet that gets some: `+12` of its name. Guests earn nothing. */
export function earnedPoints(
  earned: Readonly<Record<string, number>>,
  member: MemberView | null,
  texts: Texts,
): { readonly wallet: string; readonly name: string; readonly text: string }[] {
  if (member === null) return [];
  return Object.entries(earned)
    .filter(([, points]) => points > 0)
    .map(([id, points]) => {
      const wallet = member.wallets.find((one) => one.id === id);
      const name = texts.local(wallet?.name) ?? texts.wallet(id) ?? id;
      return { wallet: id, name, text: `+${texts.points(points, wallet?.scale ?? 0)}` };
    });
}
