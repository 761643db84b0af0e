import { useTranslation } from 'react-i18next';
import type { TriedScan } from '../../../contracts/setup.ts';
import styles from './setup-dialog.module.css';

const kinds = ['loyalty', 'goods', 'coupon', 'payment-card', 'ambiguous'] as const;
const SHOWN = 4;

/** The last codes that came, and what each was taken for. */
export function ScansSeen({ scans }: { readonly scans: readonly TriedScan[] }) {
  const { t } = useTranslation();
  if (scans.length === 0) return <p className={styles.quiet}>{t('setup.noScans')}</p>;
  return (
    <ol className={styles.scans} data-testid="setup-scans">
      {scans.slice(-SHOWN).map((scan, place) => {
        const kind = kinds.find((one) => one === scan.kind) ?? 'unknown';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same code may come twice
          <li key={place}>
            <code>{scan.text ?? '•••• ••••'}</code>
            <span>{t(`setup.scanKind.${kind}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
