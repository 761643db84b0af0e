import { useTranslation } from 'react-i18next';
import type { ReturnFigures } from '../../../contracts/pos-api.ts';
import { useSession } from '../till-context.ts';
import { useTexts } from '../use-texts.ts';

/** What a return does besides the money, in sentences: points, stamps, tier, discounts that what stays loses. */
export function useReturnWords(): (figures: ReturnFigures) => string[] {
  const { t } = useTranslation();
  const texts = useTexts();
  const { names } = useSession();
  const stamps = (figures: ReturnFigures, field: 'earned' | 'used'): number =>
    figures.stamps.reduce((sum, stamp) => sum + stamp[field], 0);
  return (figures) => {
    const words: string[] = [];
    if (figures.withheldMinor > 0) {
      words.push(t('return.withheld', { amount: texts.money(figures.withheldMinor) }));
    }
    for (const { wallet, back, taken, debt } of figures.wallets) {
      const named = (points: number): string =>
        `${texts.points(points, names?.scales[wallet] ?? 0)} ${texts.wallet(wallet) ?? ''}`.trim();
      if (back > 0) words.push(t('return.back', { points: named(back) }));
      if (taken > 0) words.push(t('return.taken', { points: named(taken) }));
      if (debt > 0) words.push(t('return.debt', { points: named(debt) }));
    }
    const [earned, used] = [stamps(figures, 'earned'), stamps(figures, 'used')];
    if (earned > 0) words.push(t('return.stamps', { count: earned }));
    if (used > 0) words.push(t('return.stampsBack', { count: used }));
    const { tier, clubs = [], lost } = figures;
    for (const { club, name: named, days } of clubs) {
      const name = texts.local(named) ?? club;
      words.push(days === undefined ? t('return.club', { name }) : t('return.clubDays', { name, days }));
    }
    if (tier !== null) {
      words.push(tier.to === null ? t('return.noTier') : t('return.tier', { tier: texts.tier(tier.to) }));
    }
    if (lost.length > 0) {
      const list = lost.map(({ promotion, name }) => texts.local(name) ?? promotion).join(', ');
      words.push(t('return.lost', { names: list }));
    } else if (figures.policy === 'share') words.push(t('return.kept'));
    return words;
  };
}
