import { IconGift, IconTicket, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../kit/class-names.ts';
import styles from './offers-panel.module.css';
import { freshQuote } from './state/sale-state.ts';
import { useSale, useSession, useTill } from './till-context.ts';
import type { DialogName } from './use-shortcuts.ts';
import { useTexts } from './use-texts.ts';

/** Rewards for points and coupons: the ways to them where the program has them, and what was chosen. */
export function OffersPanel({ onOpen }: { readonly onOpen: (dialog: DialogName) => void }) {
  const { t } = useTranslation();
  const { names } = useSession();
  const { member, lines } = useSale();
  const rewards = member !== null && names !== null && names.rewards.length > 0;
  const coupons = names?.coupons === true;
  if (lines.length === 0 || !(rewards || coupons)) return null;
  return (
    <section className={styles.panel} data-testid="offers">
      <div className={styles.ways}>
        {rewards && (
          <button type="button" className={styles.way} onClick={() => onOpen('rewards')}>
            <IconGift size={22} stroke={1.7} /> {t('rewards.open')}
            <kbd className={styles.key}>F6</kbd>
          </button>
        )}
        {coupons && (
          <button type="button" className={styles.way} onClick={() => onOpen('coupon')}>
            <IconTicket size={22} stroke={1.7} /> {t('coupon.open')}
          </button>
        )}
      </div>
      <Chosen />
    </section>
  );
}

function Chosen() {
  const { t } = useTranslation();
  const { sale } = useTill();
  const state = useSale();
  const texts = useTexts();
  const quote = freshQuote(state);
  // What gives points or a gift takes nothing off.
  const amountText = (amountMinor: number): string | null =>
    amountMinor > 0 ? texts.money(-amountMinor) : null;
  return (
    <>
      {state.rewards.map((reward) => {
        const taken = quote?.rewards.find((one) => one.reward === reward);
        return (
          <Chip
            key={`reward ${reward}`}
            text={texts.promotion(reward)}
            // Without a fresh quote nobody knows yet.
            state={
              quote === null ? null : taken === undefined ? t('rewards.notTaken') : amountText(taken.amount)
            }
            good={quote === null || taken !== undefined}
            onRemove={() => sale.dispatch({ type: 'reward-toggled', reward })}
          />
        );
      })}
      {state.coupons.map((code) => {
        const used = quote?.applied.find((one) => one.coupon === code);
        const given = quote?.givenCoupons?.find((one) => one.code === code)?.state ?? 'idle';
        const why =
          given === 'idle' || given === 'applied' ? t('coupon.notUsed') : t(`coupon.refused.${given}.short`);
        return (
          <Chip
            key={`coupon ${code}`}
            text={used === undefined ? code : texts.promotion(used.promotion)}
            state={quote === null ? null : used === undefined ? why : amountText(used.amount)}
            good={quote === null || used !== undefined}
            onRemove={() => sale.dispatch({ type: 'coupon-removed', code })}
          />
        );
      })}
    </>
  );
}

type ChipProps = {
  readonly text: string;
  readonly state: string | null;
  readonly good: boolean;
  readonly onRemove: () => void;
};

function Chip({ text, state, good, onRemove }: ChipProps) {
  const { t } = useTranslation();
  return (
    <div
      className={classNames(styles.chip, !good && styles.idle)}
      data-testid="chosen-offer"
      data-good={good}
    >
      <span className={styles.name}>{text}</span>
      {state !== null && <b>{state}</b>}
      <button
        type="button"
        className={styles.remove}
        aria-label={t('cart.remove', { name: text })}
        onClick={onRemove}
      >
        <IconX size={20} />
      </button>
    </div>
  );
}
