import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.ts';
import { classNames } from './class-names.ts';
import styles from './language-switch.module.css';

/** The two languages beside each other; the choice is remembered on this machine. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const { language, setLanguage } = useLanguage();
  return (
    <fieldset className={styles.languages} aria-label={t('top.language')}>
      {(['ru', 'en'] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === language}
          className={classNames(styles.language, one === language && styles.chosen)}
          onClick={() => setLanguage(one)}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}
