import { CartList } from './cart-list.tsx';
import { CustomerCard } from './customer-card.tsx';
import { GoodsGrid } from './goods-grid.tsx';
import { HintStrip } from './hint-strip.tsx';
import { NoticeBar } from './notice-bar.tsx';
import { OffersPanel } from './offers-panel.tsx';
import { OpenReceiptsStrip } from './open-receipts.tsx';
import { PointsPanel } from './points-panel.tsx';
import { ScanField } from './scan-field.tsx';
import styles from './sell-screen.module.css';
import { useSale } from './till-context.ts';
import { TotalsPanel } from './totals-panel.tsx';
import type { DialogName } from './use-shortcuts.ts';

type SellScreenProps = {
  readonly onOpen: (dialog: DialogName) => void;
  readonly onEditLine: (lineId: string) => void;
};

/** The cart on the left, the customer and the sum on the right. */
export function SellScreen({ onOpen, onEditLine }: SellScreenProps) {
  const sale = useSale();
  return (
    <div className={styles.screen}>
      <section className={styles.left}>
        <ScanField onGoods={() => onOpen('goods')} />
        <NoticeBar onCustomer={() => onOpen('customer')} />
        {sale.lines.length === 0 && <OpenReceiptsStrip onOpen={() => onOpen('open')} />}
        <div className={styles.cart}>
          {sale.lines.length === 0 ? <GoodsGrid variant="start" /> : <CartList onEditLine={onEditLine} />}
        </div>
        <OffersPanel onOpen={onOpen} />
        <HintStrip />
      </section>
      <aside className={styles.right}>
        <div className={styles.customer}>
          <CustomerCard onFind={() => onOpen('customer')} onDetails={() => onOpen('member')} />
          <PointsPanel onOpen={() => onOpen('points')} />
        </div>
        <TotalsPanel />
      </aside>
    </div>
  );
}
