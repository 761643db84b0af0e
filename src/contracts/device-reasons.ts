import type { Language } from './local-text.ts';

/**
 * Why a device is not ready or a slip did not come out: what a person is told, with the next step, and the status
 * or error of UnifiedPOS 1.15 that a register program knows it by, where there is one.
 */
type DeviceReason = Readonly<Record<Language, string>> & { readonly unifiedPos: string | null };

export const deviceReasons = {
  starting: {
    ru: 'Устройство запускается. Подождите несколько секунд.',
    en: 'The device is starting. Wait a few seconds.',
    unifiedPos: 'E_DISABLED',
  },
  'device-host-down': {
    ru: 'Связь с устройствами перезапускается. Подождите несколько секунд, продажи идут.',
    en: 'The device service is restarting. Wait a few seconds; sales go on.',
    unifiedPos: 'E_NOSERVICE',
  },
  'port-missing': {
    ru: 'Устройство не найдено. Проверьте кабель и питание.',
    en: 'The device was not found. Check its cable and power.',
    unifiedPos: 'E_NOHARDWARE',
  },
  'port-denied': {
    ru: 'Нет права открыть порт устройства. Позовите администратора.',
    en: 'The port of the device may not be opened. Call the administrator.',
    unifiedPos: 'E_ILLEGAL',
  },
  'port-busy': {
    ru: 'Порт занят другой программой. Закройте её и подождите.',
    en: 'Another program holds the port. Close it and wait.',
    unifiedPos: 'E_CLAIMED',
  },
  'port-failed': {
    ru: 'Порт не открывается. Переподключите устройство.',
    en: 'The port does not open. Plug the device in again.',
    unifiedPos: 'E_FAILURE',
  },
  unreachable: {
    ru: 'Принтер не отвечает по сети. Проверьте, включён ли он и подключён ли к сети.',
    en: 'The printer cannot be reached. Check that it is on and connected to the network.',
    unifiedPos: 'E_OFFLINE',
  },
  disconnected: {
    ru: 'Устройство отключилось. Проверьте кабель и питание.',
    en: 'The device was disconnected. Check its cable and power.',
    unifiedPos: 'E_OFFLINE',
  },
  'wrong-usb-mode': {
    ru: 'Сканер включён в другом режиме. Отсканируйте код «USB HID POS» из его инструкции.',
    en: 'The scanner is in another mode. Scan the "USB HID POS" code of its manual.',
    unifiedPos: 'E_ILLEGAL',
  },
  'hid-unavailable': {
    ru: 'На этом компьютере нет библиотеки USB HID. Позовите администратора.',
    en: 'This computer lacks the USB HID library. Call the administrator.',
    unifiedPos: 'E_NOSERVICE',
  },
  'scanner-sends-no-suffix': {
    ru: 'Сканер не завершает код. Включите в нём суффикс CR и отсканируйте ещё раз.',
    en: 'The scanner does not end its codes. Switch its CR suffix on and scan again.',
    unifiedPos: 'E_FAILURE',
  },
  'scanner-sends-no-prefix': {
    ru: 'Сканер не начинает код так, как настроена касса. Проверьте префикс в настройках сканера.',
    en: 'The scanner does not begin its codes as the till is set up. Check its prefix setting.',
    unifiedPos: 'E_FAILURE',
  },
  'scan-too-long': {
    ru: 'Код слишком длинный. Отсканируйте ещё раз или введите номер вручную.',
    en: 'The code is too long. Scan again or type the number.',
    unifiedPos: 'E_FAILURE',
  },
  'scan-unreadable': {
    ru: 'Код или карта не прочитались. Попробуйте ещё раз.',
    en: 'The code or card could not be read. Try again.',
    unifiedPos: 'E_FAILURE',
  },
  'paper-out': {
    ru: 'В принтере нет бумаги. Вставьте рулон: чеки напечатаются сами.',
    en: 'The printer is out of paper. Put a roll in: slips will print by themselves.',
    unifiedPos: 'EPTR_REC_EMPTY',
  },
  'paper-near-end': {
    ru: 'Бумага в принтере кончается. Приготовьте новый рулон.',
    en: 'The paper is about to end. Have a new roll ready.',
    unifiedPos: 'PTR_SUE_REC_NEAREMPTY',
  },
  'cover-open': {
    ru: 'Крышка принтера открыта. Закройте её.',
    en: 'The cover of the printer is open. Close it.',
    unifiedPos: 'EPTR_COVER_OPEN',
  },
  'printer-error': {
    ru: 'Принтер сообщает об ошибке. Выключите его, проверьте нож и бумагу, включите.',
    en: 'The printer reports an error. Switch it off, check cutter and paper, switch it on.',
    unifiedPos: 'E_FAILURE',
  },
  'no-answer': {
    ru: 'Принтер молчит. Выключите и включите его.',
    en: 'The printer keeps silent. Switch it off and on.',
    unifiedPos: 'E_TIMEOUT',
  },
  'held-up': {
    ru: 'Принтер не допечатал прежний чек, остальные ждут. Если он стоит, выключите и включите его.',
    en: 'The printer has not finished an earlier slip; the others wait. If it stands still, switch it off and on.',
    unifiedPos: 'E_TIMEOUT',
  },
  'drawer-not-opened': {
    ru: 'Ящик не открылся: принтер занят, завис или не отвечает. Сам позже не откроется – откройте ещё раз (F12) или ключом.',
    en: 'The drawer did not open: its printer is held up or does not answer. It will not by itself; open it again (F12) or with the key.',
    unifiedPos: 'E_TIMEOUT',
  },
  'no-status': {
    ru: 'Принтер не сообщает о бумаге и крышке. Следите за бумагой сами.',
    en: 'The printer does not tell of paper and cover. Keep an eye on the paper.',
    unifiedPos: null,
  },
  'no-confirmation': {
    ru: 'Принтер не подтвердил печать. Посмотрите, вышел ли чек, и при нужде напечатайте копию.',
    en: 'The printer did not confirm. See whether the slip came out, and print a copy if not.',
    unifiedPos: 'E_TIMEOUT',
  },
  'cannot-confirm': {
    ru: 'Этот принтер не умеет подтверждать печать. Посмотрите, вышел ли чек.',
    en: 'This printer cannot confirm what it prints. See whether the slip came out.',
    unifiedPos: null,
  },
  'agent-stopped': {
    ru: 'Программа была остановлена во время печати. Посмотрите, вышел ли чек, и при нужде напечатайте копию.',
    en: 'The program was stopped while printing. See whether the slip came out, and print a copy if not.',
    unifiedPos: null,
  },
  expired: {
    ru: 'Чек ждал принтера слишком долго и не напечатан. При нужде напечатайте копию.',
    en: 'The slip waited too long for the printer and was not printed. Print a copy if it is wanted.',
    unifiedPos: 'E_TIMEOUT',
  },
  'queue-full': {
    ru: 'Принтер не успевает. Подождите и напечатайте ещё раз.',
    en: 'The printer cannot keep up. Wait and print again.',
    unifiedPos: 'E_BUSY',
  },
  'not-configured': {
    ru: 'Устройство не настроено. Если оно есть, выберите его в настройках кассы.',
    en: 'The device is not set up. If there is one, choose it in the settings of the till.',
    unifiedPos: 'E_NOEXIST',
  },
  'no-printer': {
    ru: 'Принтер не настроен. Выберите его в настройках кассы.',
    en: 'No printer is set up. Choose one in the settings of the till.',
    unifiedPos: 'E_NOEXIST',
  },
  closed: {
    ru: 'Печать остановлена вместе с программой. Запустите её и напечатайте копию.',
    en: 'Printing stopped together with the program. Start it and print a copy.',
    unifiedPos: 'E_CLOSED',
  },
} as const satisfies Readonly<Record<string, DeviceReason>>;

export type DeviceReasonCode = keyof typeof deviceReasons;

/** What to tell a person of a device's or slip's reason; the word itself where this version does not know it. */
export function deviceReasonText(reason: string, language: Language): string {
  return Object.hasOwn(deviceReasons, reason) ? deviceReasons[reason as DeviceReasonCode][language] : reason;
}

/** What UnifiedPOS calls a reason; null where it has no word for it. */
export const unifiedPosOf = (reason: string | null): string | null =>
  reason !== null && Object.hasOwn(deviceReasons, reason)
    ? deviceReasons[reason as DeviceReasonCode].unifiedPos
    : null;
