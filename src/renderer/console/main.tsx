import '../kit/zod-without-eval.ts';
import '../kit/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import consoleEn from '../i18n/console-en.json';
import consoleRu from '../i18n/console-ru.json';
import { startI18n } from '../i18n/start-i18n.ts';
import { adoptTheme } from '../kit/adopt-theme.ts';
import { savedLanguage } from '../kit/preferences.ts';
import { ConsoleApp } from './console-app.tsx';
import { consoleTheme } from './console-theme.ts';

const language = savedLanguage(localStorage) ?? (navigator.language.startsWith('ru') ? 'ru' : 'en');
startI18n(language, { ru: { console: consoleRu }, en: { console: consoleEn } });
document.documentElement.lang = language;
adoptTheme(consoleTheme);

const container = document.getElementById('root');
if (container !== null) {
  createRoot(container).render(
    <MantineProvider
      theme={consoleTheme}
      defaultColorScheme="auto"
      colorSchemeManager={localStorageColorSchemeManager({ key: 'kopilka.scheme' })}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <ConsoleApp />
    </MantineProvider>,
  );
}
