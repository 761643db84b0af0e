import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './cart-list.module.css';
import { CartRow } from './cart-row.tsx';
import { useSale } from './till-context.ts';

/** The goods of the sale. The line touched last is brought into view. */
export function CartList({ onEditLine }: { readonly onEditLine: (lineId: string) => void }) {
  const { t } = useTranslation();
  const sale = useSale();
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second scan of the same line must scroll again
  useEffect(() => {
    list.current?.querySelector('[data-touched="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [sale.touchedLineId, sale.lines]);
  const quote = sale.quoted?.quote ?? null;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <span>{t('cart.lines', { count: sale.lines.length })}</span>
        <span>{t('cart.sum')}</span>
      </div>
      <ul className={styles.list} ref={list} data-testid="cart">
        {sale.lines.map((line) => (
          <CartRow
            key={line.id}
            line={line}
            quoteLine={quote?.lines.find((one) => one.id === line.id) ?? null}
            stale={sale.quoted?.revision !== sale.revision}
            touched={line.id === sale.touchedLineId}
            onEdit={() => onEditLine(line.id)}
          />
        ))}
      </ul>
    </div>
  );
}
