import type { Sentence } from '../../contracts/sentence.ts';
import { SYNC_PROTOCOL } from '../../contracts/sync.ts';

// What the hub answers tills instead of doing it. Whoever sets a till up reads it there, so each says what to do next. None
// tells a stranger which of several reasons it was.

export const codeRefused: Sentence = {
  en:
    'The enrolment code is unknown, used already, older than 10 minutes or was tried too often. ' +
    'Make a new one in the console (Tills) or with kopilka hub enrol-code, and enter it here.',
  ru:
    'Код подключения неизвестен, уже использован, старше 10 минут или вводился неверно слишком много раз. ' +
    'Создайте новый в консоли (раздел «Кассы») или командой kopilka hub enrol-code и введите его здесь.',
};
export const tooManyCodes: Sentence = {
  en: 'Too many wrong codes came from this address. Wait a minute, then enter the code again.',
  ru: 'С этого адреса пришло слишком много неверных кодов. Подождите минуту и введите код ещё раз.',
};
export const otherProtocol: Sentence = {
  en: `This hub speaks protocol ${SYNC_PROTOCOL}, the till another one. Update the older of the two programs.`,
  ru: `Этот центр работает по протоколу ${SYNC_PROTOCOL}, касса – по другому. Обновите ту программу, что старше.`,
};
export const notSigned: Sentence = {
  en: 'The request is not signed. Something between till and hub changed it: check the proxy.',
  ru: 'Запрос не подписан. Его изменило что-то между кассой и центром: проверьте прокси.',
};
export const notEnrolled: Sentence = {
  en:
    'The signature is not of an enrolled till: it was revoked, another machine took its place, or this is another hub. ' +
    'If the till is yours, make an enrolment code for it and enrol it again; its receipts are kept.',
  ru:
    'Подпись не принадлежит подключённой кассе: кассу отключили, её место заняла другая машина или это другой центр. ' +
    'Если касса ваша, создайте для неё код подключения и подключите её снова; её чеки сохранятся.',
};
export const otherTime: Sentence = {
  en: 'The request was signed for another time. Sign again with the time of the hub; check the clock of this computer.',
  ru: 'Запрос подписан другим временем. Подпишите его временем центра; проверьте часы этого компьютера.',
};
export const usedNonce: Sentence = {
  en: 'The same request came twice. Sign it again.',
  ru: 'Один и тот же запрос пришёл дважды. Подпишите его заново.',
};
export const twoPurchases = (id: string): Sentence => ({
  en: `Two tills have a purchase ${id}: return it at its own.`,
  ru: `Покупка ${id} есть у двух касс: верните её на той, где её пробили.`,
});
