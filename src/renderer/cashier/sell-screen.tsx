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

/**
 * The cart on the left, the customer and the sum on the right. They stand in the order of a sale, which is the order of
 * the Tab key: what is scanned, whose card it is and how it is paid, then the goods.
 */
export function SellScreen({ onOpen, onEditLine }: SellScreenProps) {
  const sale = useSale();
  return (
    <div className={styles.screen}>
      <section className={styles.scan}>
        <ScanField onGoods={() => onOpen('goods')} />
      </section>
      <aside className={styles.right}>
        <div className={styles.customer}>
          <CustomerCard onFind={() => onOpen('customer')} onDetails={() => onOpen('member')} />
          <PointsPanel onOpen={() => onOpen('points')} />
        </div>
        <TotalsPanel />
      </aside>
      <section className={styles.left}>
        <NoticeBar onCustomer={() => onOpen('customer')} />
        {sale.lines.length === 0 && <OpenReceiptsStrip onOpen={() => onOpen('open')} />}
        <div className={styles.cart}>
          {sale.lines.length === 0 ? <GoodsGrid variant="start" /> : <CartList onEditLine={onEditLine} />}
        </div>
        <OffersPanel onOpen={onOpen} />
        <HintStrip />
      </section>
    </div>
  );
}
