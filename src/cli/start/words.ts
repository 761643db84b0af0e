import type { ElectronAbsence } from '../../agent/find-electron.ts';
import type { Sentence } from '../../contracts/sentence.ts';

/** The parts of the product that `kopilka start` starts. */
export type PartName = 'hub' | 'till' | 'window';

const partNames: Readonly<Record<PartName, Sentence>> = {
  hub: { ru: 'Сервер сети', en: 'The hub' },
  till: { ru: 'Касса', en: 'The till' },
  window: { ru: 'Окно кассира', en: 'The cashier window' },
};

/** Why the window opens in a browser, and what would open it in Electron. */
export const electronAbsence: Readonly<Record<ElectronAbsence, Sentence>> = {
  'binary-missing': {
    ru: 'Программа Electron не установлена, поэтому окно откроется в браузере. Установить её: npx install-electron',
    en: "Electron's program file is not installed, so the window opens in a browser. To have it: npx install-electron",
  },
  'no-display': {
    ru: 'У этого компьютера нет экрана, поэтому окно открывается в браузере.',
    en: 'This machine has no display, so the window is served to a browser.',
  },
  root: {
    ru: 'Electron не запускается от root, поэтому окно откроется в браузере.',
    en: 'Electron does not run for root, so the window opens in a browser.',
  },
};

export const startWords = {
  startedAlready: {
    ru: 'Копилка уже запускается. Подождите немного и попробуйте снова.',
    en: 'Kopilka is being started already. Wait a moment, then try again.',
  },
  running: { ru: 'Копилка уже работает:', en: 'Kopilka is already running:' },
  stopIt: (pid: number): Sentence => ({
    ru: `Остановить: Ctrl-C в её терминале или kill ${pid}`,
    en: `Stop it with Ctrl-C in its terminal, or with: kill ${pid}`,
  }),
  stopping: { ru: 'Останавливается…', en: 'Stopping…' },
  windowClosed: { ru: 'Окно закрыто. Останавливается…', en: 'The window was closed. Stopping…' },
  endedByItself: (part: PartName, code: number, logs: string): Sentence => ({
    ru: `${partNames[part].ru}: процесс завершился сам (код ${code}). Причина – в ${logs}.`,
    en: `${partNames[part].en} ended by itself (exit code ${code}). See ${logs}.`,
  }),
  couldNotStart: (part: PartName, code: number | null, logFile: string): Sentence => ({
    ru: `${partNames[part].ru}: не удалось запустить (код ${code}). Причина – в ${logFile}.`,
    en: `${partNames[part].en} could not start (exit code ${code}). Its log is ${logFile}.`,
  }),
  notReady: (part: PartName, seconds: number, logFile: string): Sentence => ({
    ru: `${partNames[part].ru}: нет готовности за ${seconds} с. Причина – в ${logFile}.`,
    en: `${partNames[part].en} was not ready within ${seconds} s. Its log is ${logFile}.`,
  }),
  answeredElse: (part: PartName, line: string, logFile: string): Sentence => ({
    ru: `${partNames[part].ru}: неожиданный ответ: ${line}. Журнал – ${logFile}.`,
    en: `${partNames[part].en} answered something unexpected: ${line}. Its log is ${logFile}.`,
  }),
  making: {
    ru: 'Создаётся учебная сеть: сервер, программа, товары, участники, одна касса…',
    en: 'Making a demo chain: hub, program, goods, members, one till…',
  },
  starting: { ru: 'Запускаются сервер сети и касса…', en: 'Starting hub and till…' },
  stoppedBefore: {
    ru: 'Остановлено, ничего не запущено.',
    en: 'Stopped before anything was started.',
  },
  building: (what: Sentence): Sentence => ({
    ru: `Собирается: ${what.ru} (один раз на версию, несколько секунд)…`,
    en: `Building ${what.en} (once per version, some seconds)…`,
  }),
  notBuilt: (what: Sentence, output: string): Sentence => ({
    ru: `Не удалось собрать: ${what.ru}. Установите пакеты заново (npm ci) и повторите.\n${output}`,
    en: `${what.en} could not be built. Install the packages again (npm ci) and repeat.\n${output}`,
  }),
  samePort: (option: string, other: string, port: number): Sentence => ({
    ru: `--${option} и --${other} – оба ${port}. Дайте каждому свой порт.`,
    en: `--${option} and --${other} are both ${port}. Give each a port of its own.`,
  }),
  portTaken: (port: number, purpose: Sentence, option: string): Sentence => ({
    ru: `Порт ${port} (${purpose.ru}) занят другой программой. Остановите её или выберите другой порт: --${option} N.`,
    en: `Port ${port} (${purpose.en}) is taken by another program. Stop that program, or choose another port with --${option} N.`,
  }),
  noDemo: (why: string, dataDir: string): Sentence => ({
    ru: `Учебную сеть не удалось создать: ${why} Уберите ${dataDir}, чтобы начать заново.`,
    en: `${why} Remove ${dataDir} to begin anew.`,
  }),
  demoRefused: (why: string): Sentence => ({
    ru: `Сервер сети не принял учебные данные: ${why}`,
    en: `The hub refused the demo data: ${why}`,
  }),
} as const;

/** What stands before the addresses, and what follows them. */
export const addressWords = {
  ru: {
    runs: 'Копилка работает:',
    window: 'Окно кассира',
    console: 'Консоль',
    demoToken: 'ключ управляющего в учебной сети:',
    tokenIn: 'ключ в',
    hub: 'Сервер сети',
    managerTokenIn: 'ключ управляющего в',
    data: 'Данные, журналы',
    open: 'Откройте окно кассира в браузере. ',
    stop: 'Ctrl-C останавливает всё; данные остаются.',
  },
  en: {
    runs: 'Kopilka runs:',
    window: 'Cashier window',
    console: 'Console',
    demoToken: 'demo manager token:',
    tokenIn: 'token in',
    hub: 'Hub',
    managerTokenIn: 'manager token in',
    data: 'Data and logs',
    open: 'Open the cashier window in a browser. ',
    stop: 'Ctrl-C stops everything; the data stays.',
  },
} as const;
