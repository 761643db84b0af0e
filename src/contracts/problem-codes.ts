import type { Language } from './local-text.ts';

/** Every refusal that crosses the POS, UI or hub API: HTTP status, English title, and what a cashier is told. */
type ProblemCode = { readonly status: number; readonly title: string } & Readonly<Record<Language, string>>;

export const problemCodes = {
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    ru: 'Касса прислала непонятный запрос. Продолжайте без бонусов и сообщите в поддержку.',
    en: 'The register sent an unreadable request. Go on without loyalty and tell support.',
  },
  invalid: {
    status: 422,
    title: 'The body does not fit the contract',
    ru: 'Касса прислала неверные данные. Продолжайте без бонусов и сообщите в поддержку.',
    en: 'The register sent wrong data. Go on without loyalty and tell support.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    ru: 'Чек слишком большой. Разделите его на два или продолжайте без бонусов.',
    en: 'The receipt is too large. Split it in two or go on without loyalty.',
  },
  'wrong-media-type': {
    status: 415,
    title: 'The body must be application/json',
    ru: 'Касса прислала непонятный запрос. Сообщите в поддержку.',
    en: 'The register sent an unreadable request. Tell support.',
  },
  unauthorized: {
    status: 401,
    title: 'The install token is missing or wrong',
    ru: 'Касса не подключена к программе лояльности. Позовите администратора.',
    en: 'The register is not connected to the loyalty agent. Call the administrator.',
  },
  'foreign-caller': {
    status: 403,
    title: 'Calls from web pages and foreign hosts are refused',
    ru: 'Запрос отклонён: он пришёл не от кассы.',
    en: 'Refused: the call did not come from the register.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address',
    ru: 'Не найдено. Проверьте номер и попробуйте ещё раз.',
    en: 'Not found. Check the number and try again.',
  },
  'unknown-purchase': {
    status: 404,
    title: 'The purchase is not known here',
    ru: 'Этот чек здесь не открыт. Отсканируйте товары заново.',
    en: 'This receipt is not open here. Scan the goods again.',
  },
  'unknown-member': {
    status: 404,
    title: 'The member is not known here',
    ru: 'Клиент не найден. Отсканируйте карту ещё раз или спросите телефон.',
    en: 'The customer was not found. Scan the card again or ask for the phone number.',
  },
  'member-blocked': {
    status: 409,
    title: 'The card is blocked',
    ru: 'Карта заблокирована. Предложите клиенту обратиться в поддержку.',
    en: 'The card is blocked. Ask the customer to contact support.',
  },
  'operation-reused': {
    status: 409,
    title: 'This operationId was used with another body',
    ru: 'Чек уже проведён с другими данными. Начните новый чек.',
    en: 'This receipt was already closed with other data. Start a new receipt.',
  },
  'receipt-closed': {
    status: 409,
    title: 'The receipt is already confirmed or cancelled',
    ru: 'Чек уже закрыт. Начните новый чек.',
    en: 'The receipt is already closed. Start a new one.',
  },
  'quote-changed': {
    status: 409,
    title: 'The balance or program changed since the last quote',
    ru: 'Сумма изменилась. Проверьте чек и подтвердите ещё раз.',
    en: 'The amount has changed. Check the receipt and confirm again.',
  },
  'card-taken': {
    status: 409,
    title: 'Another member has this card',
    ru: 'Эта карта уже выдана другому клиенту. Возьмите новую карту.',
    en: 'This card belongs to another customer. Take a new card.',
  },
  'return-refused': {
    status: 409,
    title: 'These lines cannot be returned',
    ru: 'Эти товары нельзя вернуть: проверьте строки и количество.',
    en: 'These goods cannot be returned: check lines and quantities.',
  },
  'own-card': {
    status: 409,
    title: 'The cashier may not use the own card at the own till',
    ru: 'Своя карта на своей кассе не принимается. Продолжайте без карты или позовите другого кассира.',
    en: 'A cashier cannot use the own card here. Go on without the card or call another cashier.',
  },
  'manager-pin-needed': {
    status: 409,
    title: 'A manager must allow this with a PIN',
    ru: 'Нужно разрешение управляющего. Позовите его, чтобы ввести ПИН-код, или продолжайте без карты.',
    en: 'A manager must allow this. Call one to type the PIN, or go on without the card.',
  },
  'pin-refused': {
    status: 403,
    title: 'The PIN is not right',
    ru: 'ПИН-код не подошёл. Проверьте имя и введите ещё раз: после пяти ошибок он блокируется.',
    en: 'The PIN is not right. Check the name and try again: after five mistakes it is locked.',
  },
  'pin-locked': {
    status: 403,
    title: 'The PIN is locked after too many wrong tries',
    ru: 'ПИН-код заблокирован после пяти ошибок. Подождите 15 минут или попросите владельца сети снять блокировку.',
    en: 'The PIN is locked after five mistakes. Wait 15 minutes or ask the owner of the chain to unlock it.',
  },
  'no-manager-pin': {
    status: 409,
    title: 'No manager of the chain has a PIN',
    ru: 'Ни у одного управляющего нет ПИН-кода. Попросите владельца сети завести его.',
    en: 'No manager has a PIN yet. Ask the owner of the chain to set one.',
  },
  'purchase-elsewhere': {
    status: 503,
    title: 'The purchase is not of this till and the hub cannot be asked',
    ru: 'Чек пробит не на этой кассе, а связи с центром нет. Примите возврат, когда связь появится.',
    en: 'The receipt is from another till and the hub cannot be reached. Take the return once it can.',
  },
  'points-short': {
    status: 409,
    title: 'There are not enough points to spend',
    ru: 'Баллов не хватает. Уменьшите списание.',
    en: 'Not enough points. Spend fewer.',
  },
  'tenders-mismatch': {
    status: 422,
    title: 'Tenders do not add up to the net of the receipt',
    ru: 'Оплата не сходится с суммой чека. Проверьте оплату.',
    en: 'The payment does not match the receipt total. Check the payment.',
  },
  'no-printer': {
    status: 409,
    title: 'The till has no receipt printer of its own',
    ru: 'У кассы нет принтера чеков программы лояльности. Напечатайте на принтере кассовой программы.',
    en: 'This till has no loyalty slip printer. Print on the register’s own printer.',
  },
  'no-drawer': {
    status: 409,
    title: 'The till has no cash drawer of its own',
    ru: 'Денежный ящик в этой кассе не настроен. Откройте его из кассовой программы или ключом.',
    en: 'This till has no cash drawer set up. Open it from the register program or with its key.',
  },
  'drawer-offline': {
    status: 503,
    title: 'The printer that opens the drawer does not answer',
    ru: 'Ящик открывается через принтер, а принтер не отвечает. Проверьте принтер или откройте ящик ключом.',
    en: 'The drawer opens through the printer, which does not answer. Check the printer or use the key.',
  },
  'drawer-not-opened': {
    status: 503,
    title: 'The printer did not get to the drawer in time; it will not open by itself',
    ru: 'Принтер занят или завис, ящик не открылся и сам позже не откроется. Посмотрите на принтер и откройте ещё раз или ключом.',
    en: 'The printer is held up: the drawer did not open and will not by itself. See to the printer, then try again or use the key.',
  },
  'setup-closed': {
    status: 409,
    title: 'The setup of devices is not open',
    ru: 'Настройка устройств закрыта. Откройте её заново.',
    en: 'The setup of devices is closed. Open it again.',
  },
  'setup-not-saved': {
    status: 500,
    title: 'The config file could not be written',
    ru: 'Настройки не сохранены: файл записать нельзя. Позовите администратора, касса работает с прежними.',
    en: 'The settings were not saved: the file cannot be written. Call the administrator; the till keeps the earlier ones.',
  },
  'no-program': {
    status: 503,
    title: 'The till has no loyalty program yet',
    ru: 'Программа лояльности ещё не загружена. Продолжайте без бонусов.',
    en: 'The loyalty program is not loaded yet. Go on without loyalty.',
  },
  unavailable: {
    status: 503,
    title: 'The agent cannot serve this now',
    ru: 'Бонусы временно недоступны. Продолжайте продажу без них.',
    en: 'Loyalty is not available for the moment. Go on with the sale.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    ru: 'Слишком много попыток. Подождите минуту.',
    en: 'Too many attempts. Wait a minute.',
  },
  'enrol-code-refused': {
    status: 403,
    title: 'The enrolment code is wrong, used or too old',
    ru: 'Код подключения неверный или устарел. Получите новый код у оператора.',
    en: 'The enrolment code is wrong or too old. Ask the operator for a new one.',
  },
  'signature-refused': {
    status: 401,
    title: 'The request signature is not valid',
    ru: 'Центр не узнал эту кассу. Позовите администратора.',
    en: 'The hub did not recognise this till. Call the administrator.',
  },
  'request-expired': {
    status: 401,
    title: 'The request was signed for another time',
    ru: 'Часы кассы расходятся с центром. Проверьте время на этом компьютере.',
    en: 'The till clock differs from the hub. Check the time on this computer.',
  },
  'request-replayed': {
    status: 401,
    title: 'The request has arrived before',
    ru: 'Запрос дошёл до центра дважды. Касса повторит его сама.',
    en: 'The request reached the hub twice. The till asks again by itself.',
  },
  'manager-token-refused': {
    status: 401,
    title: 'The manager token is missing or wrong',
    ru: 'Ключ управляющего не подошёл. Возьмите тот, что напечатан при создании сети.',
    en: 'The manager token is not valid. Use the one printed when the chain was created.',
  },
  'second-person': {
    status: 409,
    title: 'A second person must approve it',
    ru: 'Это утверждает второй человек, программу — через черновик: попросите коллегу утвердить.',
    en: 'A second person approves this, a program by its draft: ask a colleague to approve it.',
  },
  'role-refused': {
    status: 403,
    title: 'This token may not do that',
    ru: 'У этого ключа нет такого права. Попросите владельца сети.',
    en: 'This token has no right to do that. Ask the owner of the chain.',
  },
  'till-elsewhere': {
    status: 409,
    title: 'The till id is used in another store',
    ru: 'Касса с таким номером есть в другом магазине. Выберите другой номер.',
    en: 'Another store has a till with this id. Choose another id.',
  },
  'chain-forked': {
    status: 409,
    title: 'The journal does not continue what the hub has',
    ru: 'Журнал кассы расходится с центром. Продажи идут, позовите администратора.',
    en: 'The till journal differs from the hub. Sales go on; call the administrator.',
  },
  'protocol-unsupported': {
    status: 426,
    title: 'The protocol version is not served',
    ru: 'Версия программы устарела. Обновите её.',
    en: 'This version is too old. Update it.',
  },
  'invalid-program': {
    status: 422,
    title: 'The loyalty program is not valid',
    ru: 'В программе лояльности есть ошибки. Исправьте их и опубликуйте снова.',
    en: 'The loyalty program has errors. Mend them and publish again.',
  },
  internal: {
    status: 500,
    title: 'A fault inside the agent',
    ru: 'Внутренняя ошибка. Продолжайте без бонусов и сообщите в поддержку.',
    en: 'An internal fault. Go on without loyalty and tell support.',
  },
} as const satisfies Record<string, ProblemCode>;

export type ProblemCodeName = keyof typeof problemCodes;

export const isProblemCode = (code: string): code is ProblemCodeName => Object.hasOwn(problemCodes, code);
