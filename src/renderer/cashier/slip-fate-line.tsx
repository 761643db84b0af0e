import { IconAlertTriangle, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.ts';
import { classNames } from '../kit/class-names.ts';
import styles from './slip-fate-line.module.css';
import { troubleText } from './trouble-text.ts';
import { useSlipFate } from './use-slip-fate.ts';

type SlipFateLineProps = { readonly purchaseId: string; readonly operationId: string };

/** Whether the slip came out, what to look at, and the button to print it once more. */
export function SlipFateLine(paid: SlipFateLineProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { fate, printAgain } = useSlipFate(paid);
  if (fate === null || fate.state === 'none') return null;
  // A printer that has no way to confirm leaves every slip in doubt: that is no trouble.
  const doubtful = fate.state === 'failed' || (fate.state === 'unknown' && fate.reason !== 'cannot-confirm');
  const reason = doubtful && fate.reason !== null ? troubleText(fate.reason, language, t) : null;
  return (
    <div
      className={classNames(styles.line, doubtful && styles.bad)}
      role={doubtful ? 'alert' : 'status'}
      data-testid="slip-fate"
      data-state={fate.state}
    >
      {doubtful ? <IconAlertTriangle size={26} /> : <IconPrinter size={22} stroke={1.7} />}
      <span>{reason ?? t(fate.state === 'unknown' && !doubtful ? 'print.look' : `print.${fate.state}`)}</span>
      {doubtful && (
        <button type="button" className={styles.again} onClick={() => void printAgain()}>
          {t('print.again')}
        </button>
      )}
    </div>
  );
}
