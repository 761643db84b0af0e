import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UiResult } from '../../../contracts/ui-api.ts';
import { ScansSeen } from './scans-seen.tsx';
import styles from './setup-dialog.module.css';
import type { Opened } from './use-setup.ts';

const WANTED = 3;

/** A rule for the chain's cards from three of them. */
export function CardsStep({ setup }: { readonly setup: Opened }) {
  const { t } = useTranslation();
  const [learned, setLearned] = useState<UiResult<'setup.learn'> | null>(null);
  // Only what is scanned on this page counts.
  const [from] = useState(setup.scans.length);
  const scans = setup.scans.slice(from);
  return (
    <div className={styles.step} data-testid="setup-cards">
      <p className={styles.quiet}>{t('setup.cardsHint')}</p>
      <ScansSeen scans={scans} />
      <Button
        size="lg"
        disabled={scans.length < WANTED}
        onClick={() => void setup.learn(scans.slice(-WANTED)).then(setLearned)}
      >
        {t('setup.learn', { count: WANTED })}
      </Button>
      {learned !== null && learned.refused !== null && (
        <p className={styles.advice} role="alert">
          {t(`setup.learnRefused.${learned.refused}`)}
        </p>
      )}
      {learned !== null && learned.refused === null && (
        <>
          <p role="status">{t('setup.learned')}</p>
          {learned.warning !== null && (
            <p className={styles.advice} role="alert" data-testid="setup-learn-warning">
              {t(`setup.learnWarning.${learned.warning}`)}
            </p>
          )}
          <pre className={styles.rule} data-testid="setup-rule">
            {learned.rule}
          </pre>
          <p className={styles.quiet}>
            {t('setup.learnedNext')} <code>{`kopilka hub settings --recogniser ${learned.file}`}</code>
          </p>
        </>
      )}
    </div>
  );
}
