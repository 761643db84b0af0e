import type { Sentence } from '../contracts/sentence.ts';
import type { TillFinding } from './examine.ts';

const repair: Sentence = {
  ru: 'Остановите кассу и выполните: kopilka doctor --data ПАПКА --repair. Прежние данные сохранятся рядом.',
  en: 'Stop the till and run: kopilka doctor --data DIR --repair. The data as they were are kept beside.',
};

/** What to do about a finding of each kind. */
export const findingNext: Readonly<Record<TillFinding['code'], Sentence>> = {
  'cannot-open': {
    ru: 'Запустите от имени пользователя кассы и проверьте права на папку, диск и ключ шифрования.',
    en: 'Run this as the till’s user, and check the rights of the folder, the disk, and the encryption key.',
  },
  'not-a-till': {
    ru: 'Укажите папку, с которой запускается kopilka till --data.',
    en: 'Give the folder that kopilka till --data is started with.',
  },
  schema: {
    ru: 'Данные старше обновятся при запуске кассы; для данных новее поставьте новую версию программы.',
    en: 'Older data are brought up at the till’s next start; for newer ones install the newer version of the program.',
  },
  'damaged-pages': repair,
  'broken-chain': {
    ru: 'Не продавайте дальше с этой папкой: сообщите оператору сети, он сравнит журнал с сервером и выдаст новый код кассы.',
    en: 'Sell no more with this folder: tell the operator of the chain, who compares the journal with the hub and gives a new code for the till.',
  },
  'unbalanced-operation': {
    ru: 'Сообщите оператору сети номер операции: сервер сверит её по журналу.',
    en: 'Tell the operator of the chain the operation’s number: the hub checks it by the journal.',
  },
  'receipt-without-operation': repair,
  'operation-without-answer': repair,
  quarantine: {
    ru: 'Решите с оператором сети: kopilka doctor --data ПАПКА --repair с --requeue НОМЕР (отправить ещё раз) или --discard НОМЕР (убрать).',
    en: 'Decide with the operator of the chain: kopilka doctor --data DIR --repair with --requeue NAME (offer again) or --discard NAME (drop).',
  },
  'hub-refuses': {
    ru: 'Остановите кассу, возьмите у оператора код и зарегистрируйте её заново с её данными: kopilka till re-enrol --data ПАПКА --enrol КОД',
    en: 'Stop the till, ask the operator for a code, and enrol it again with its data: kopilka till re-enrol --data DIR --enrol CODE',
  },
};
