import { cashbackByCategory } from './cashback-by-category.ts';
import { charity } from './charity.ts';
import { coalition } from './coalition.ts';
import { paidClub } from './paid-club.ts';
import { russianGrocery } from './russian-grocery.ts';
import { simpleBonus } from './simple-bonus.ts';
import { stampCard } from './stamp-card.ts';
import { stars } from './stars.ts';
import type { ProgramTemplate } from './template.ts';
import { threeTiers } from './three-tiers.ts';

/** Ready programs, the simplest first. */
export const templates: readonly ProgramTemplate[] = [
  simpleBonus,
  stampCard,
  cashbackByCategory,
  threeTiers,
  stars,
  paidClub,
  coalition,
  charity,
  russianGrocery,
];
