import type { Sentence } from '../../contracts/sentence.ts';
import { defined } from '../../shared/assert.ts';

/** What a call is for, in a line and in what an integrator must know of it. */
export type CallText = { readonly summary: Sentence; readonly description: Sentence };

const text = (summary: [ru: string, en: string], description: [ru: string, en: string]): CallText => ({
  summary: { ru: summary[0], en: summary[1] },
  description: { ru: description[0], en: description[1] },
});

/** By `METHOD /path` after `/v1`: every address that the agent's router knows. */
export const callTexts: Readonly<Record<string, CallText>> = {
  'GET /status': text(
    ['Режим, очередь, пакет, устройства и часы кассы', 'Mode, backlog, pack, devices and clock of the till'],
    [
      'Ничего не меняет. `mode` и `permits` говорят, что касса сейчас разрешает.',
      'Changes nothing. `mode` and `permits` say what the till allows now.',
    ],
  ),
  'POST /identify': text(
    [
      'Кто это: скан, телефон, карта или код приложения',
      'Who is it: raw scan text, a typed phone or card, or a token of an app',
    ],
    [
      'Ровно одно из четырёх полей. Ответ — участник без личных данных либо причина, почему его нет; товар отдайте своей программе.',
      'Exactly one of the four fields. The answer is the member, masked, or why there is none; goods are for your own program.',
    ],
  ),
  'POST /members': text(
    ['Регистрирует человека с его согласием', 'Enrols a person with consent'],
    [
      'Работает и без сервера сети. Если у телефона уже есть участник, они сливаются при связи. Карта — только из выпущенных сетью.',
      'Offline too; merged at sync where the phone has a member. A card must be one that the chain has issued.',
    ],
  ),
  'GET /members/{id}': text(
    [
      'Участник: баллы по партиям, уровень, предложения, штампы, купоны',
      'A member: points by lot, tier progress, offers, stamps, coupons',
    ],
    [
      'То, что касса знает сейчас; без телефона и полного номера карты.',
      'What the till knows now; without phone or the full number of a card.',
    ],
  ),
  'GET /receipts': text(
    ['Чеки, которые не подтверждены и не отменены', 'Receipts that were neither confirmed nor cancelled'],
    [
      'После перезапуска касса ничего не закрывает сама: решите судьбу каждого чека.',
      'After a restart the till closes none by itself: resolve each of them.',
    ],
  ),
  'PUT /receipts/{purchaseId}': text(
    ['Считает весь чек; сколько угодно раз', 'Prices the whole cart; any number of times'],
    [
      'Чек передаётся целиком, прежний заменяется. Ничего не проводится, остаётся только открытый чек.',
      'The cart comes whole and replaces the one before. Nothing is booked; only the open receipt remains.',
    ],
  ),
  'POST /receipts/{purchaseId}/hold': text(
    ['Держит баллы только для этого чека', 'Keeps points for this receipt alone'],
    [
      'До подтверждения или отмены чека. Другой чек этих баллов не получит.',
      'Until it is confirmed or cancelled. No other receipt gets these points.',
    ],
  ),
  'POST /receipts/{purchaseId}/confirm': text(
    ['Проводит чек надёжно и один раз', 'Books the receipt durably, once'],
    [
      'Ответ приходит после записи на диск. Нет ответа — повторите с тем же телом. Чек, которого касса не видела, передайте целиком в `receipt`.',
      'Answered when it is on the disk. Without an answer repeat it with the same body. A sale the till never saw comes whole in `receipt`.',
    ],
  ),
  'POST /receipts/{purchaseId}/cancel': text(
    ['Закрывает чек, ничего не проводя', 'Closes the receipt without booking anything'],
    ['Удержанные баллы снова свободны.', 'Points that were held are free again.'],
  ),
  'POST /receipts/{purchaseId}/approve': text(
    [
      'ПИН менеджера пропускает этот чек этого участника',
      'A manager’s PIN lets this receipt of this member through',
    ],
    [
      'После отказа `manager-pin-needed`; затем передайте чек ещё раз.',
      'After a refusal `manager-pin-needed`; then send the cart again.',
    ],
  ),
  'POST /returns/preview': text(
    [
      'Что вернёт и что заберёт возврат; ничего не проводит',
      'What a return would give back and take; books nothing',
    ],
    ['Покупка может быть сделана и на другой кассе.', 'Also of a purchase made at another till.'],
  ),
  'POST /returns': text(
    ['Проводит возврат надёжно и один раз', 'Books a return durably, once'],
    [
      'Покупка может быть сделана и на другой кассе. Большой возврат требует ПИН менеджера.',
      'Also of a purchase made at another till. A big one needs a manager’s PIN.',
    ],
  ),
  'GET /staff': text(
    [
      'Кассиры и менеджеры сети и кто вошёл в окне',
      'Cashiers and managers of the chain, and who signed on in the window',
    ],
    ['Имена и номера; ПИН не показывается никому.', 'Names and ids; a PIN is shown to nobody.'],
  ),
  'POST /credits': text(
    [
      'Даёт баллы вручную с ПИН менеджера и причиной',
      'Gives points by hand with a manager’s PIN and a reason',
    ],
    [
      'Один раз на `operationId`. Причина не должна содержать карту или телефон.',
      'Once for an `operationId`. The reason must hold no card and no phone.',
    ],
  ),
  'POST /print': text(
    ['Печатает слип ещё раз или пробную страницу', 'Prints a slip once more, or a test page'],
    ['На принтере самой кассы.', 'On the till’s own printer.'],
  ),
  'POST /devices/check': text(
    ['Спрашивает каждое устройство, как оно сейчас', 'Asks every device how it is now'],
    ['Ищет потерянные и отвечает, что с каждым.', 'Looks for lost ones, and answers with what they are.'],
  ),
  'POST /drawer/open': text(
    ['Открывает денежный ящик без продажи', 'Opens the cash drawer without a sale'],
    [
      'Один раз на `operationId`, с записью в журнал проверки; с ПИН менеджера, если он в сети есть.',
      'Once for an `operationId`, with a line in the audit log; with a manager’s PIN where the chain has one.',
    ],
  ),
  'GET /events': text(
    [
      'Поток событий: scan, member, device, sync, pack',
      'A stream of events: scan, member, device, sync, pack',
    ],
    [
      'Server-sent events. У каждого свой номер; с `Last-Event-ID` касса повторяет пропущенное за последние 30 секунд, а если не может — шлёт `sync`.',
      'Server-sent events. Each has an id; with `Last-Event-ID` the till repeats what was missed within the last 30 seconds, and where it cannot it sends a `sync`.',
    ],
  ),
  'GET /openapi.json': text(
    ['Описание OpenAPI 3.1', 'The OpenAPI 3.1 document'],
    ['Из тех же схем, которыми проверяются вызовы.', 'Made of the schemas that check the calls.'],
  ),
  'GET /docs': text(
    ['Эта страница', 'This page'],
    [
      'Открывается без ключа, если её адрес набрал человек.',
      'Opens without a token where a person typed its address.',
    ],
  ),
};

/** What the parts of addresses and headers mean. */
export const parameterTexts: Readonly<Record<string, Sentence>> = {
  purchaseId: {
    ru: 'Номер чека в кассовой программе: один на всю сеть и навсегда, например с магазином и кассой впереди',
    en: 'The register’s number of the receipt: one in the whole chain and for ever, such as with store and till in front',
  },
  id: { ru: 'Номер участника из ответа identify', en: 'Id of a member from an answer of identify' },
  state: { ru: 'Всегда open', en: 'Always open' },
  'Last-Event-ID': {
    ru: 'Номер последнего полученного события',
    en: 'Id of the last event that was received',
  },
};

/** The texts of a call. `path` as in the router or in OpenAPI, after `/v1`. */
export const textsOf = (method: string, path: string): CallText =>
  defined(callTexts[`${method} ${templateOf(path)}`], `${method} ${path} is described`);

/** The path as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
