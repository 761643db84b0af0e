import type { AgentState } from './agent-supervisor.ts';

export type MainLanguage = 'ru' | 'en';

/** What the tray and the boxes of the main process say. */
export type MainTexts = {
  readonly open: string;
  readonly autoStart: string;
  readonly quit: string;
  readonly state: Readonly<Record<AgentState, string>>;
  readonly failedTitle: string;
  /** Follows the agent's own sentence. */
  readonly failedNext: string;
};

export const texts: Readonly<Record<MainLanguage, MainTexts>> = {
  ru: {
    open: 'Открыть окно кассира',
    autoStart: 'Запускать вместе с компьютером',
    quit: 'Выйти',
    state: {
      starting: 'Kopilka: запускается…',
      ready: 'Kopilka: касса работает',
      waiting: 'Kopilka: касса перезапускается…',
      stopped: 'Kopilka: завершается…',
    },
    failedTitle: 'Касса не открылась',
    failedNext: 'Программа попробует ещё раз сама. Если сообщение повторяется, покажите его администратору.',
  },
  en: {
    open: 'Open the cashier window',
    autoStart: 'Start with the computer',
    quit: 'Quit',
    state: {
      starting: 'Kopilka: starting…',
      ready: 'Kopilka: the till is running',
      waiting: 'Kopilka: the till is being restarted…',
      stopped: 'Kopilka: closing…',
    },
    failedTitle: 'The till could not open',
    failedNext:
      'The program tries again by itself. If this message comes back, show it to the administrator.',
  },
};

/** The language of the main process's few texts: that of the computer, Russian or English. */
export function mainLanguage(locale: string): MainLanguage {
  return /^ru\b/i.test(locale) ? 'ru' : 'en';
}
