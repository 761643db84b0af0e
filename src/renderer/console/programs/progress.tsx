import { Progress as Bar } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './programs.module.css';

/** How many of its tills have checked a pack and keep it. */
export function Progress({ staged, tills }: { readonly staged: number; readonly tills: number }) {
  const { t } = useTranslation('console');
  const text = tills === 0 ? t('programs.noTills') : t('programs.staged', { staged, tills });
  return (
    <div className={styles.progress} data-testid="staged">
      <Bar
        value={tills === 0 ? 0 : (100 * staged) / tills}
        color={staged === tills ? 'pine' : 'honey'}
        aria-label={text}
      />
      <span>{text}</span>
    </div>
  );
}
