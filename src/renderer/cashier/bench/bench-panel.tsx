import { CloseButton, Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './bench-panel.module.css';
import { NetworkCable } from './network-cable.tsx';
import { PrinterTray } from './printer-tray.tsx';
import { ScannerTray } from './scanner-tray.tsx';

type BenchPanelProps = {
  /** Beside the sale on a wide screen; on a narrow one over the cart, so that customer and sum stay in view. */
  readonly docked: boolean;
  readonly onClose: () => void;
};

/** Hardware to play with: what a newcomer has no real one of. The bytes behind it are real. */
export function BenchPanel({ docked, onClose }: BenchPanelProps) {
  const { t } = useTranslation();
  if (docked) {
    return (
      <aside className={styles.docked} aria-label={t('bench.title')} data-testid="bench">
        <header className={styles.head}>
          <h2>{t('bench.title')}</h2>
          <CloseButton size={44} iconSize={20} aria-label={t('bench.close')} onClick={onClose} />
        </header>
        <BenchBody />
      </aside>
    );
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      title={t('bench.title')}
      position="left"
      size={380}
      withOverlay={false}
      trapFocus={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      shadow="xl"
      classNames={{ body: styles.body ?? '' }}
    >
      <BenchBody />
    </Drawer>
  );
}

function BenchBody() {
  return (
    <>
      <NetworkCable />
      <ScannerTray />
      <PrinterTray />
    </>
  );
}
