import { IconCoins, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './points-panel.module.css';
import { useRedeem } from './use-redeem.ts';

/** Paying with points: one tap for the most that is allowed, F4 for another sum. */
export function PointsPanel({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const redeem = useRedeem();
  if (redeem === null) return null;
  const { text, points, max } = redeem;
  if (points > 0) {
    return (
      <section className={styles.panel} data-active data-testid="points">
        <IconCoins size={28} stroke={1.6} />
        <button type="button" className={styles.sum} onClick={onOpen}>
          {t('points.spending', { points: text(points) })}
        </button>
        <button type="button" className={styles.cancel} aria-label={t('points.keep')} onClick={redeem.keep}>
          <IconX size={22} />
        </button>
      </section>
    );
  }
  if (max === 0) {
    return redeem.balance > 0 ? <section className={styles.none}>{t('points.notHere')}</section> : null;
  }
  return (
    <section className={styles.panel} data-testid="points">
      <button type="button" className={styles.most} onClick={redeem.spendMost}>
        <IconCoins size={26} stroke={1.6} />
        {t('points.spend', { points: text(max) })}
      </button>
      <button type="button" className={styles.other} onClick={onOpen}>
        {t('points.other')}
        <kbd className={styles.key}>F4</kbd>
      </button>
    </section>
  );
}
