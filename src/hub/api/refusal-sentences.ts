import type { Sentence } from '../../contracts/sentence.ts';

// What the hub answers managers instead of doing it, in both languages: what exactly is the matter, and what to do.

export const noMember = (id: string): Sentence => ({
  en: `There is no member ${id}.`,
  ru: `Участника ${id} нет.`,
});
export const noTill = (id: string): Sentence => ({ en: `There is no till ${id}.`, ru: `Кассы ${id} нет.` });
export const noPack = (number: number): Sentence => ({
  en: `There is no pack ${number}.`,
  ru: `Программы № ${number} нет.`,
});
export const noDraft = (id: string): Sentence => ({
  en: `There is no draft ${id}.`,
  ru: `Черновика ${id} нет.`,
});
export const noMerge = (source: string): Sentence => ({
  en: `No merge of ${source} waits.`,
  ru: `Объединение участника ${source} не ждёт утверждения.`,
});
export const noStaff = (id: string): Sentence => ({
  en: `There is no ${id} in the staff list.`,
  ru: `В списке сотрудников нет ${id}.`,
});
export const noToken = (name: string): Sentence => ({
  en: `There is no token named ${name}.`,
  ru: `Ключа с именем ${name} нет.`,
});
export const takenToken = (name: string): Sentence => ({
  en: `There is a token named ${name} already; revoke it or choose another name.`,
  ru: `Ключ с именем ${name} уже есть: отзовите его или выберите другое имя.`,
});
export const lastOwner = (name: string): Sentence => ({
  en: `${name} is the last owner; add another owner first.`,
  ru: `${name} – последний владелец; сначала добавьте другого.`,
});
export const noCoupon = (code: string): Sentence => ({
  en: `No till has made or used a coupon ${code}.`,
  ru: `Купон ${code} ни одна касса не выпускала и не принимала.`,
});
export const tillElsewhere = (till: string): Sentence => ({
  en: `Till ${till} belongs to another store.`,
  ru: `Касса ${till} – в другом магазине.`,
});
export const ownDraft = (id: string, author: string): Sentence => ({
  en: `Draft ${id} is of ${author}: somebody else approves it.`,
  ru: `Черновик ${id} сделал ${author}: утверждает его кто-то другой.`,
});
export const ownMerge = (author: string): Sentence => ({
  en: `${author} proposed it: somebody else approves it.`,
  ru: `Это предложил ${author}: утверждает кто-то другой.`,
});
export const waitingMerge = (source: string): Sentence => ({
  en: `A merge of ${source} waits already: approve or drop that one.`,
  ru: `Объединение участника ${source} уже ждёт: утвердите или отклоните его.`,
});
export const notInUse = (number: number): Sentence => ({
  en: `Pack ${number} is not in use and never will be again.`,
  ru: `Программа № ${number} не действует и сама уже не начнёт.`,
});
export const nothingBefore = (number: number): Sentence => ({
  en: `Before pack ${number} there was no other program. Publish one instead.`,
  ru: `До программы № ${number} другой не было. Выпустите новую.`,
});
export const needsDraft: Sentence = {
  en: 'A second person approves what is published here: make a draft of it.',
  ru: 'Выпуск здесь утверждает второй человек: сохраните черновик.',
};
export const faultyProgram: Sentence = {
  en: 'The program was not published.',
  ru: 'Программа не выпущена.',
};
export const endlessProgram: Sentence = {
  en: 'The chain lets out only promotions that end.',
  ru: 'Сеть выпускает только акции, у которых есть конец.',
};
export const strangeCaps: Sentence = {
  en: 'A cap names a promotion that is not in the program.',
  ru: 'Предел назван для акции, которой нет в программе.',
};
export const endsTooEarly: Sentence = {
  en: 'The pack would end before it starts.',
  ru: 'Программа закончилась бы раньше, чем началась.',
};
export const needsBase: Sentence = {
  en: 'Publish a program for all stores and without an end first: it holds where this one does not.',
  ru: 'Сначала выпустите программу для всех магазинов и без конца: она действует там, где не действует эта.',
};
export const lacksRight = (role: string, name: string, right: string): Sentence => ({
  en: `The role ${role} of token ${name} does not include "${right}".`,
  ru: `Роль ${role} ключа ${name} не даёт права «${right}».`,
});
export const badFields: Sentence = { en: 'Some fields do not fit.', ru: 'Некоторые поля не подходят.' };
export const notJson: Sentence = { en: 'The body is not JSON.', ru: 'Тело запроса – не JSON.' };
