import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../contracts/local-text.ts';
import en from './en.json';
import ru from './ru.json';

/**
 * Both languages travel with the window: changing them asks nobody. A third one is one more file here. `own`: texts of
 * one app alone, by namespace.
 */
export function startI18n(
  language: Language,
  own: Readonly<Record<Language, ResourceLanguage>> = { ru: {}, en: {} },
): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'ru',
    resources: { ru: { translation: ru, ...own.ru }, en: { translation: en, ...own.en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
