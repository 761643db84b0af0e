import { useMediaQuery } from '@mantine/hooks';
import { type MouseEvent, useEffect, useState } from 'react';
import { BenchPanel } from './bench/bench-panel.tsx';
import styles from './cashier-app.module.css';
import { ConnectionBanner } from './connection-banner.tsx';
import { CouponDialog } from './coupon-dialog.tsx';
import { CreditDialog } from './credit/credit-dialog.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { DoneScreen } from './done-screen.tsx';
import { DrawerDialog } from './drawer-dialog.tsx';
import { GoodsDialog } from './goods-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { OpenReceiptsDialog } from './open-receipts.tsx';
import { PayScreen } from './pay/pay-screen.tsx';
import { PointsDialog } from './points-dialog.tsx';
import { PrinterBanner } from './printer-banner.tsx';
import { QuantityDialog } from './quantity-dialog.tsx';
import { ReturnDialog } from './return/return-dialog.tsx';
import { RewardsDialog } from './rewards-dialog.tsx';
import { SellScreen } from './sell-screen.tsx';
import { SetupDialog } from './setup/setup-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import { StatusDialog } from './status-dialog.tsx';
import { useSale, useSession } from './till-context.ts';
import { TopBar } from './top-bar.tsx';
import { type DialogName, focusScanField, useShortcuts } from './use-shortcuts.ts';
import { useWedgeScan } from './use-wedge-scan.ts';

/** A tap on a button leaves the focus in the field that takes scans; the tap itself still counts. */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('button') !== null) event.preventDefault();
}

/** The whole window: bars above and below, the sale in the middle, the bench beside it on a demo. The Tab key meets the sale first. */
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
  // A dialog waits for a person's answer; the scan is the next thing that happens at this till.
  useWedgeScan(() => {
    if (dialog === 'setup') return false;
    setDialog(null);
    setEditedLineId(null);
    return true;
  });
  useShortcuts({
    dialog,
    open: setDialog,
    toggleBench: () => setBenchShown(!benchOpen),
    leaveBench: benchOpen && !wide ? () => setBenchShown(false) : null,
  });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the focus where scans are typed
    <div className={styles.window} onMouseDown={keepFocus}>
      <main className={styles.main}>
        <ConnectionBanner />
        <PrinterBanner />
        {sale.phase === 'selling' && <SellScreen onOpen={setDialog} onEditLine={setEditedLineId} />}
        {(sale.phase === 'paying' || sale.phase === 'confirming') && <PayScreen />}
        {sale.phase === 'done' && <DoneScreen />}
      </main>
      <TopBar
        onHelp={() => setDialog('help')}
        onReturn={sale.phase === 'selling' ? () => setDialog('return') : null}
        benchOpen={benchOpen}
        onBench={hello?.bench === true ? () => setBenchShown(!benchOpen) : null}
      />
      {benchOpen && <BenchPanel docked={wide} onClose={() => setBenchShown(false)} />}
      <StatusBar onOpen={() => setDialog('status')} />
      <CustomerDialog opened={dialog === 'customer'} onClose={close} />
      <MemberDialog opened={dialog === 'member'} onClose={close} onCredit={() => setDialog('credit')} />
      <CreditDialog opened={dialog === 'credit'} onClose={close} />
      <GoodsDialog opened={dialog === 'goods'} onClose={close} />
      <PointsDialog opened={dialog === 'points'} onClose={close} />
      <RewardsDialog opened={dialog === 'rewards'} onClose={close} />
      <CouponDialog opened={dialog === 'coupon'} onClose={close} />
      <OpenReceiptsDialog opened={dialog === 'open'} onClose={close} />
      <ReturnDialog opened={dialog === 'return'} onClose={close} />
      <StatusDialog
        opened={dialog === 'status'}
        onClose={close}
        onSetup={sale.phase === 'selling' ? () => setDialog('setup') : null}
        onDrawer={() => setDialog('drawer')}
      />
      <DrawerDialog opened={dialog === 'drawer'} onClose={close} />
      <SetupDialog opened={dialog === 'setup'} onClose={close} />
      <HelpDialog opened={dialog === 'help'} onClose={close} />
      <QuantityDialog lineId={editedLineId} onClose={() => setEditedLineId(null)} />
    </div>
  );
}
