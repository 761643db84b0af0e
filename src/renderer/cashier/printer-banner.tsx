import { IconPrinterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.ts';
import styles from './connection-banner.module.css';
import { useSession } from './till-context.ts';
import { troubleText } from './trouble-text.ts';

/** Reasons that pass by themselves or that the cashier cannot see in the paper yet. */
const quiet: readonly string[] = ['starting', 'no-status', 'paper-near-end'];

/** Tells that slips do not come out now and what to do; goes away with the trouble. Sales go on meanwhile. */
export function PrinterBanner() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { status, link } = useSession();
  const printer = status?.devices.find(({ kind, state, reason }) => {
    return kind === 'printer' && state !== 'ready' && reason !== null && !quiet.includes(reason);
  });
  if (link !== 'open' || printer === undefined || printer.reason === null) return null;
  return (
    <div className={styles.banner} role="alert" data-testid="printer-banner" data-reason={printer.reason}>
      <IconPrinterOff size={24} />
      <strong>{troubleText(printer.reason, language, t)}</strong>
    </div>
  );
}
