import { IconCoins, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './points-panel.module.css';
import { type RedeemView, useRedeem } from './use-redeem.ts';
import { WalletChoice } from './wallet-choice.tsx';

type PanelProps = { readonly redeem: RedeemView; readonly onOpen: () => void };

/** Paying with points: one tap for the most that is allowed, F4 for another sum; from which wallet where there are several. */
export function PointsPanel({ onOpen }: { readonly onOpen: () => void }) {
  const redeem = useRedeem();
  if (redeem === null) return null;
  return (
    <>
      <WalletChoice redeem={redeem} />
      {redeem.points > 0 ? (
        <Spending redeem={redeem} onOpen={onOpen} />
      ) : (
        <Spendable redeem={redeem} onOpen={onOpen} />
      )}
    </>
  );
}

function Spending({ redeem, onOpen }: PanelProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.panel} data-active data-testid="points">
      <IconCoins size={28} stroke={1.6} />
      <button type="button" className={styles.sum} onClick={onOpen}>
        {t('points.spending', { points: redeem.text(redeem.points) })}
      </button>
      <button type="button" className={styles.cancel} aria-label={t('points.keep')} onClick={redeem.keep}>
        <IconX size={22} />
      </button>
    </section>
  );
}

function Spendable({ redeem, onOpen }: PanelProps) {
  const { t } = useTranslation();
  if (redeem.max === 0) {
    return redeem.balance > 0 ? <section className={styles.none}>{t('points.notHere')}</section> : null;
  }
  return (
    <section className={styles.panel} data-testid="points">
      <button type="button" className={styles.most} onClick={redeem.spendMost}>
        <IconCoins size={26} stroke={1.6} />
        {t('points.spend', { points: redeem.text(redeem.max) })}
      </button>
      <button type="button" className={styles.other} onClick={onOpen}>
        {t('points.other')}
        <kbd className={styles.key}>F4</kbd>
      </button>
    </section>
  );
}
