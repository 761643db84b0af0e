import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { classNames } from '../kit/class-names.ts';
import { BenchPanel } from './bench/bench-panel.tsx';
import styles from './cashier-app.module.css';
import { ConnectionBanner } from './connection-banner.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { DoneScreen } from './done-screen.tsx';
import { GoodsDialog } from './goods-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { PayScreen } from './pay/pay-screen.tsx';
import { PointsDialog } from './points-dialog.tsx';
import { QuantityDialog } from './quantity-dialog.tsx';
import { SellScreen } from './sell-screen.tsx';
import { StatusBar } from './status-bar.tsx';
import { useSale, useSession } from './till-context.ts';
import { TopBar } from './top-bar.tsx';
import { type DialogName, focusScanField, useShortcuts } from './use-shortcuts.ts';

/** The whole window: bars above and below, the sale in the middle, the bench beside it on a demo. */
export function CashierApp() {
  const sale = useSale();
  const { hello } = useSession();
  const wide = useMediaQuery('(min-width: 1360px)', true, { getInitialValueInEffect: false });
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [benchShown, setBenchShown] = useState<boolean | null>(null);
  const [editedLineId, setEditedLineId] = useState<string | null>(null);
  const close = (): void => setDialog(null);
  const benchOpen = hello?.bench === true && (benchShown ?? wide);

  const scanning = dialog === null && editedLineId === null && sale.weighing === null;
  useEffect(() => {
    if (scanning && sale.phase === 'selling') focusScanField();
  }, [scanning, sale.phase]);
  useShortcuts({ dialog, open: setDialog, toggleBench: () => setBenchShown(!benchOpen) });

  return (
    <div className={classNames(styles.window, benchOpen && wide && styles.withBench)}>
      <TopBar
        onHelp={() => setDialog('help')}
        benchOpen={benchOpen}
        onBench={hello?.bench === true ? () => setBenchShown(!benchOpen) : null}
      />
      <main className={styles.main}>
        <ConnectionBanner />
        {sale.phase === 'selling' && <SellScreen onOpen={setDialog} onEditLine={setEditedLineId} />}
        {(sale.phase === 'paying' || sale.phase === 'confirming') && <PayScreen />}
        {sale.phase === 'done' && <DoneScreen />}
      </main>
      {benchOpen && <BenchPanel docked={wide} onClose={() => setBenchShown(false)} />}
      <StatusBar />
      <CustomerDialog opened={dialog === 'customer'} onClose={close} />
      <GoodsDialog opened={dialog === 'goods'} onClose={close} />
      <PointsDialog opened={dialog === 'points'} onClose={close} />
      <HelpDialog opened={dialog === 'help'} onClose={close} />
      <QuantityDialog lineId={editedLineId} onClose={() => setEditedLineId(null)} />
    </div>
  );
}
