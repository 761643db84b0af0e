import { isProblemCode, problemCodes } from '../contracts/problem-codes.ts';
import type { Sentence } from '../contracts/sentence.ts';
import type { DatabaseFailure, DatabaseFailureCode } from '../sqlite/database-failure.ts';
import type { TransportFailure } from '../sync/ports.ts';

// Why a till does not start, or is not enrolled again, and what to do then: for whoever stands before the machine.

const databaseNextSteps: Readonly<Record<DatabaseFailureCode, Sentence>> = {
  'cannot-open': {
    ru: 'Проверьте, что папка принадлежит пользователю кассы.',
    en: "Check that the folder is the till user's own.",
  },
  'not-durable': {
    ru: 'Положите папку на диск этого компьютера, а не на сетевой.',
    en: "Put the folder on this machine's own disk, not on a network drive.",
  },
  'newer-than-code': {
    ru: 'Эти данные записала более новая версия. Обновите программу; ничего не изменено.',
    en: 'A newer version wrote these data. Update the program; nothing was changed.',
  },
  'migration-changed': {
    ru: 'Программа изменена или собрана из промежуточной версии. Установите выпущенную.',
    en: 'The program was changed or made from a version between releases. Install a released one.',
  },
  'disk-full': {
    ru: 'Освободите место на диске и запустите кассу снова.',
    en: 'Make room on the disk and start the till again.',
  },
  'read-only': {
    ru: 'Разрешите запись на этот диск и в эту папку и запустите кассу снова.',
    en: 'Let this disk and this folder be written and start the till again.',
  },
  damaged: {
    ru: 'Сначала исправьте их: kopilka doctor --repair.',
    en: 'Mend them first: kopilka doctor --repair.',
  },
  busy: {
    ru: 'Файл занят другой программой. Закройте её и запустите кассу снова.',
    en: 'Another program holds the file. Close it and start the till again.',
  },
  io: {
    ru: 'Диск не отвечает как надо. Проверьте его и замените, если сбой повторится.',
    en: 'The disk does not serve. Check it, and replace it when this comes back.',
  },
};

/** The database under `path` does not serve. */
export const databaseUnusable = (path: string, { code, message }: DatabaseFailure): Sentence => ({
  ru: `База данных кассы ${path} не открывается. ${databaseNextSteps[code].ru} (${code}: ${message})`,
  en: `The till's database ${path} cannot be used. ${databaseNextSteps[code].en} (${code}: ${message})`,
});

export const damagedData = (dataDir: string): Sentence => ({
  ru: `Данные кассы повреждены. Сначала исправьте их: kopilka doctor --data ${dataDir} --repair`,
  en: `The till's data are damaged. Mend them first: kopilka doctor --data ${dataDir} --repair`,
});

export const noTillIn = (dataDir: string): Sentence => ({
  ru: `В папке ${dataDir} нет кассы. Укажите папку, с которой запускается "kopilka till --data".`,
  en: `There is no till in ${dataDir}. Give the folder that "kopilka till --data" uses.`,
});

export const keyMissing = (keyFile: string, dataDir: string): Sentence => ({
  ru:
    `Нет файла ${keyFile}. Получите код у оператора и подключите эту кассу заново: ` +
    `kopilka till re-enrol --data ${dataDir} --enrol КОД`,
  en:
    `${keyFile} is missing. Ask the operator for a code and enrol this till again: ` +
    `kopilka till re-enrol --data ${dataDir} --enrol CODE`,
});

export const notEnrolled = (dataDir: string): Sentence => ({
  ru: `Касса в ${dataDir} ещё не подключена. Получите код у оператора и запустите: kopilka till --data ${dataDir} --hub АДРЕС --enrol КОД`,
  en: `The till in ${dataDir} is not enrolled yet. Ask the operator for a code and start it: kopilka till --data ${dataDir} --hub URL --enrol CODE`,
});

/** Of a till that keeps its data. */
export const hubTooOld: Sentence = {
  ru: 'Сервер сети слишком старый: он не подключит кассу с её данными. Обновите его, затем получите новый код.',
  en: 'The hub is too old to enrol a till that keeps its data. Update it, then ask for a new code.',
};

export const notEnrolledByHub = (hubUrl: string, { code, detail }: TransportFailure): Sentence => {
  if (code === 'unreachable') {
    return {
      ru: `Сервер сети ${hubUrl} не отвечает (${detail}). Проверьте адрес и что он запущен.`,
      en: `The hub at ${hubUrl} does not answer (${detail}). Check its address and that it runs.`,
    };
  }
  // The detail is in the chain's language, whichever the machine speaks: only where nothing else is known.
  const told: Sentence = isProblemCode(code)
    ? { ru: `${problemCodes[code].ru} (${code})`, en: `${problemCodes[code].en} (${code})` }
    : {
        ru: `Получите новый код у оператора. (${code}: ${detail})`,
        en: `Ask the operator for a new code. (${code}: ${detail})`,
      };
  return {
    ru: `Сервер сети не подключил эту кассу. ${told.ru}`,
    en: `The hub refused to enrol this till. ${told.en}`,
  };
};

export const codeOfOtherChain = (theirs: string, ours: string): Sentence => ({
  ru: `Код – сети ${theirs}, а данные – сети ${ours}. Кассу другой сети заводите в отдельной папке.`,
  en: `The code is of chain ${theirs}, these data are of chain ${ours}. Set up the other chain's till in a folder of its own.`,
});

/** Stores by id; `waiting` sales are not at the hub yet. */
export const salesOfOtherStore = (waiting: number, ours: string, theirs: string): Sentence => ({
  ru: `Ещё не переданы продажи магазина ${ours}: ${waiting}, а код – магазина ${theirs}. Попросите код с --store ${ours}.`,
  en: `Sales of store ${ours} are not delivered yet: ${waiting}; the code is of store ${theirs}. Ask for a code with --store ${ours}.`,
});

/** Somebody else listens where the till should; `why` is the system's word. */
export const portTaken = (why: string): Sentence => ({
  ru: `Порт занят другой программой (${why}). Остановите её или выберите другой: --port, --ui-port, а для storeLan и integrations – в config.json.`,
  en: `A port is taken by another program (${why}). Stop that program, or choose another: --port, --ui-port, and in config.json for storeLan and integrations.`,
});

export const portForbidden = (why: string): Sentence => ({
  ru: `Система не даёт кассе этот порт (${why}). Выберите номер от 1024: --port или --ui-port.`,
  en: `The system does not let the till have this port (${why}). Choose one from 1024 on with --port or --ui-port.`,
});
