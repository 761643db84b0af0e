import { IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QuoteLine } from '../../contracts/quote.ts';
import { classNames } from '../kit/class-names.ts';
import styles from './cart-row.module.css';
import { ONE } from './state/cart.ts';
import type { CartLine } from './state/sale-state.ts';
import { useTill } from './till-context.ts';
import { useTexts } from './use-texts.ts';

type CartRowProps = {
  readonly line: CartLine;
  readonly quoteLine: QuoteLine | null;
  /** The quote is of an older cart: its sums are shown pale. */
  readonly stale: boolean;
  readonly touched: boolean;
  readonly onEdit: () => void;
};

export function CartRow({ line, quoteLine, stale, touched, onEdit }: CartRowProps) {
  const { t } = useTranslation();
  const { sale } = useTill();
  const texts = useTexts();
  const price = texts.money(line.goods.priceMinor);
  return (
    <li
      className={classNames(styles.row, touched && styles.touched)}
      data-touched={touched}
      data-testid="cart-row"
    >
      <Stepper line={line} onEdit={onEdit} />
      <div className={styles.what}>
        <span className={styles.name}>{line.goods.name}</span>
        <span className={styles.unit}>{line.goods.weighed ? t('goods.perKilogram', { price }) : price}</span>
        <Reasons quoteLine={quoteLine} />
      </div>
      <Sum quoteLine={quoteLine} stale={stale} />
      <button
        type="button"
        className={styles.remove}
        aria-label={t('cart.remove', { name: line.goods.name })}
        onClick={() => sale.dispatch({ type: 'line-removed', lineId: line.id })}
      >
        <IconTrash size={22} stroke={1.6} />
      </button>
    </li>
  );
}

function Stepper({ line, onEdit }: { readonly line: CartLine; readonly onEdit: () => void }) {
  const { t } = useTranslation();
  const { sale } = useTill();
  const texts = useTexts();
  const quantity = texts.quantity(line.thousandths);
  const change = (thousandths: number): void =>
    sale.dispatch(
      thousandths <= 0
        ? { type: 'line-removed', lineId: line.id }
        : { type: 'quantity-set', lineId: line.id, thousandths },
    );
  if (line.goods.weighed) {
    return (
      <button type="button" className={classNames(styles.stepper, styles.weight)} onClick={onEdit}>
        {t('cart.kilograms', { quantity })}
      </button>
    );
  }
  return (
    <div className={styles.stepper}>
      <button type="button" aria-label={t('cart.less')} onClick={() => change(line.thousandths - ONE)}>
        <IconMinus size={20} />
      </button>
      <button type="button" className={styles.quantity} aria-label={t('cart.quantity')} onClick={onEdit}>
        {quantity}
      </button>
      <button type="button" aria-label={t('cart.more')} onClick={() => change(line.thousandths + ONE)}>
        <IconPlus size={20} />
      </button>
    </div>
  );
}

function Reasons({ quoteLine }: { readonly quoteLine: QuoteLine | null }) {
  const { t } = useTranslation();
  const texts = useTexts();
  if (quoteLine === null) return null;
  const name = (id: string): string =>
    id === 'rounding' ? t('reason.rounding') : id === 'tier' ? t('reason.tier') : texts.promotion(id);
  return (
    <>
      {quoteLine.discounts.map((discount) => (
        <span key={discount.promotion} className={styles.discount}>
          <b>{texts.money(-discount.amount)}</b> {name(discount.promotion)}
        </span>
      ))}
      {quoteLine.paidWithPoints > 0 && (
        <span className={styles.points}>
          <b>{texts.money(-quoteLine.paidWithPoints)}</b> {t('reason.points')}
        </span>
      )}
    </>
  );
}

function Sum({ quoteLine, stale }: { readonly quoteLine: QuoteLine | null; readonly stale: boolean }) {
  const texts = useTexts();
  if (quoteLine === null) return <div className={styles.sum} />;
  return (
    <div className={classNames(styles.sum, stale && styles.stale)}>
      <span className={styles.net}>{texts.money(quoteLine.net)}</span>
      {quoteLine.net !== quoteLine.gross && <s className={styles.gross}>{texts.money(quoteLine.gross)}</s>}
    </div>
  );
}
