import type { Language } from '../contracts/local-text.ts';
import type { Mode } from '../contracts/till-status.ts';

/** What a till on a rung of the ladder does, in the words of the cashier window. */
export const rungTexts: Readonly<Record<Mode, Readonly<Record<Language, string>>>> = {
  online: {
    ru: 'Работает всё: скидки, начисление, списание и возвраты.',
    en: 'Everything works: discounts, earning, spending and returns.',
  },
  offline: {
    ru: 'Скидки и начисление идут. Списание — в пределах лимита без сети, возврат — только чеков этой кассы.',
    en: 'Discounts and earning go on. Points can be spent within the offline limit; returns of this till only.',
  },
  stale: {
    ru: 'Скидки и начисление идут. Списания нет, возврат — только чеков этой кассы.',
    en: 'Discounts and earning go on. No points can be spent; returns of this till only.',
  },
  'read-only': {
    ru: 'Цены и баллы видны, но записать их нельзя: диск полон или недоступен. Продавайте дальше и позовите администратора.',
    en: 'Prices and points are shown but cannot be booked: the disk is full or cannot be written. Sell on and call the administrator.',
  },
  off: {
    ru: 'Бонусов пока нет: продавайте без них. Программа придёт, когда появится связь.',
    en: 'There is no loyalty yet: sell without it. The program comes as soon as there is a connection.',
  },
};
