import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelp, IconReceipt, IconReceiptRefund } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../kit/class-names.ts';
import { LanguageSwitch } from '../kit/language-switch.tsx';
import { SchemeSwitch } from '../kit/scheme-switch.tsx';
import { Wordmark } from '../kit/wordmark.tsx';
import { CashierSwitch } from './staff/cashier-switch.tsx';
import { useSession } from './till-context.ts';
import styles from './top-bar.module.css';

type TopBarProps = {
  readonly onHelp: () => void;
  /** Null while a sale is being paid. */
  readonly onReturn: (() => void) | null;
  readonly benchOpen: boolean;
  readonly onBench: (() => void) | null;
};

export function TopBar({ onHelp, onReturn, benchOpen, onBench }: TopBarProps) {
  const { t } = useTranslation();
  const { hello } = useSession();
  return (
    <header className={styles.bar}>
      <Wordmark />
      {hello !== null && (
        <div className={styles.place}>
          <span className={styles.chain}>{hello.chainName}</span>
          <span>{hello.storeName}</span>
          <span aria-hidden>·</span>
          <span>{hello.tillName}</span>
        </div>
      )}
      <div className={styles.tools}>
        {onBench !== null && (
          <button
            type="button"
            className={classNames(styles.bench, benchOpen && styles.pressed)}
            aria-pressed={benchOpen}
            onClick={onBench}
          >
            <IconReceipt size={20} stroke={1.8} />
            {t('bench.title')}
            <kbd className={styles.key}>F7</kbd>
          </button>
        )}
        <Tooltip label={`${t('return.title')} · F10`}>
          <ActionIcon
            aria-label={t('return.title')}
            disabled={onReturn === null}
            onClick={() => onReturn?.()}
          >
            <IconReceiptRefund size={24} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
        <CashierSwitch />
        <LanguageSwitch />
        <SchemeSwitch />
        <Tooltip label={`${t('help.title')} · F1`}>
          <ActionIcon aria-label={t('help.title')} onClick={onHelp}>
            <IconHelp size={24} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}
