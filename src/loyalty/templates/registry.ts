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

/** Every ready program, simplest first. Ids never change: a published pack may name the template it began as. */
export const programTemplates: readonly ProgramTemplate[] = [
  simpleBonus,
  cashbackByCategory,
  threeTiers,
  stars,
  paidClub,
  stampCard,
  coalition,
  charity,
  russianGrocery,
];
