import type { Program } from '../../../contracts/program.ts';
import type { ProgramIssue } from '../issue.ts';
import { warnCoupons } from './coupons.ts';
import { warnDoesNothing } from './does-nothing.ts';
import { warnEndless } from './endless.ts';
import { warnExclusiveTooLate } from './exclusive-too-late.ts';
import { warnGenerous } from './generous.ts';
import { warnGenerousTogether } from './generous-together.ts';
import { warnGiftInOwnBasket } from './gift-in-own-basket.ts';
import { warnLadders } from './ladders.ts';
import { warnLanguages } from './languages.ts';
import { warnManyAlternatives } from './many-alternatives.ts';
import { warnMultipliers } from './multipliers.ts';
import { neverApplying, warnNeverApplies } from './never-applies.ts';
import { warnNightCutOff } from './night-cut-off.ts';
import { warnNoGoods } from './no-goods.ts';
import { warnChoices, warnGroups, warnLimits, warnRewards } from './odd-numbers.ts';
import { warnOverlapping } from './overlapping.ts';
import type { WarningRule } from './promotion-warning.ts';
import { warnPurchasesInWindow } from './purchases-in-window.ts';
import { warnTiers } from './tiers.ts';

const rules: readonly WarningRule[] = [
  warnNeverApplies,
  warnDoesNothing,
  warnNoGoods,
  warnOverlapping,
  warnExclusiveTooLate,
  warnManyAlternatives,
  warnGenerous,
  warnGenerousTogether,
  warnGiftInOwnBasket,
  warnMultipliers,
  warnLadders,
  warnTiers,
  warnRewards,
  warnChoices,
  warnGroups,
  warnLimits,
  warnPurchasesInWindow,
  warnNightCutOff,
  warnCoupons,
  warnEndless,
  warnLanguages,
];

/**
 * Warnings about a valid program, rule by rule; empty when there is nothing to think about. `inUseFromMs`: from when it
 * is in use, where that is known.
 */
export function warningsOf(program: Program, inUseFromMs?: number): ProgramIssue[] {
  const never = neverApplying(program, inUseFromMs);
  return rules.flatMap((rule) => rule(program, never));
}
