import { useTranslation } from 'react-i18next';
import type { Language } from '../../contracts/local-text.ts';
import { saveLanguage } from '../kit/preferences.ts';

/** The language on screen, and a way to change it that is remembered on this machine. */
export function useLanguage(): { language: Language; setLanguage: (language: Language) => void } {
  const { i18n } = useTranslation();
  return {
    language: i18n.language === 'en' ? 'en' : 'ru',
    setLanguage: (language) => {
      saveLanguage(localStorage, language);
      document.documentElement.lang = language;
      void i18n.changeLanguage(language);
    },
  };
}
