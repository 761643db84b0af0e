import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import type { Answer, EngineFactory } from '../engine.ts';
import { packageVersion } from '../package-version.ts';
import { type Plan, type PlannedPromotion, planOf } from '../plan.ts';

// Medusa's promotion module without its framework and database: its two functions that compute a promotion's actions,
// called in the loop of its `computeActions`, with the promotions already in memory. bench/README.md says how to
// install it.

const folder = new URL('../../medusa/', import.meta.url);
const NO_LIMIT = 1_000_000;

type Rule = {
  readonly attribute: string;
  readonly operator: 'in' | 'eq' | 'gte';
  readonly values: readonly { readonly value: string }[];
};
type MedusaPromotion = {
  readonly code: string;
  readonly type: 'standard' | 'buyget';
  readonly rules: readonly Rule[];
  readonly application_method: object;
};
type Item = {
  readonly id: string;
  readonly category: string;
  readonly quantity: number;
  readonly subtotal: number;
  readonly original_total: number;
  readonly is_discountable: boolean;
};
type Action = {
  readonly action: string;
  readonly item_id: string;
  readonly amount: unknown;
};
type Applied = Map<string, unknown>;

type Module = {
  readonly areRulesValid: (rules: readonly Rule[], context: object, scope: 'order') => boolean;
  readonly forItems: (
    promotion: MedusaPromotion,
    items: readonly Item[],
    applied: Applied,
    allocation: 'across' | undefined,
  ) => Action[];
  readonly forBuyGet: (
    promotion: MedusaPromotion,
    items: readonly Item[],
    applied: Applied,
    bought: Map<string, unknown>,
    got: Map<string, unknown>,
  ) => Action[];
  /** What the module does with its actions before it gives them out. */
  readonly finish: (actions: Action[], fields: { readonly include: readonly string[] }) => void;
};

function loadModule(): Module | null {
  if (!existsSync(new URL('node_modules/@medusajs/promotion/package.json', folder))) return null;
  const load = createRequire(new URL('package.json', folder));
  const utils = '@medusajs/promotion/dist/utils';
  return {
    areRulesValid: load(`${utils}/validations/promotion-rule.js`).areRulesValidForContext,
    forItems: load(`${utils}/compute-actions/line-items.js`).getComputedActionsForItems,
    forBuyGet: load(`${utils}/compute-actions/buy-get.js`).getComputedActionsForBuyGet,
    finish: load('@medusajs/utils').transformPropertiesToBigNumber,
  };
}

function promotionOf(promotion: PlannedPromotion, names: readonly string[]): MedusaPromotion {
  const { kind, category, value, minAmount, id } = promotion;
  const of: Rule[] =
    category < 0
      ? []
      : [{ attribute: 'items.category', operator: 'in', values: [{ value: names[category] ?? '' }] }];
  const base = { code: id, rules: [] };
  if (kind === 'buyGet') {
    const method = { type: 'percentage', value: 100, target_type: 'items', allocation: 'each' };
    const counts = { buy_rules_min_quantity: 2, apply_to_quantity: 1, max_quantity: NO_LIMIT };
    return {
      ...base,
      type: 'buyget',
      application_method: { ...method, ...counts, buy_rules: of, target_rules: of },
    };
  }
  if (kind === 'threshold') {
    const rules: Rule[] = [
      { attribute: 'item_total', operator: 'gte', values: [{ value: String(minAmount) }] },
    ];
    const method = { type: 'fixed', value, target_type: 'order', allocation: 'across', target_rules: of };
    return { ...base, type: 'standard', rules, application_method: method };
  }
  const type = kind === 'percent' ? 'percentage' : 'fixed';
  const method = { type, value: kind === 'percent' ? value / 100 : value, target_type: 'items' };
  return {
    ...base,
    type: 'standard',
    application_method: { ...method, allocation: 'each', max_quantity: NO_LIMIT, target_rules: of },
  };
}

const itemsOf = (receipt: Receipt): Item[] =>
  receipt.lines.map(({ id, category, quantity, price }) => ({
    id,
    category,
    quantity,
    subtotal: price * quantity,
    original_total: price * quantity,
    is_discountable: true,
  }));

/** Promotions that lower prices, in their order; Medusa has no points. */
const promotionsOf = (plan: Plan): MedusaPromotion[] => {
  const names = [...plan.categories.keys()];
  return plan.promotions
    .filter(({ kind }) => kind !== 'points' && kind !== 'multiplier')
    .map((promotion) => promotionOf(promotion, names));
};

export const medusa: EngineFactory = (workload) => {
  const loaded = loadModule();
  if (loaded === null) return null;
  const promotions = promotionsOf(planOf(workload));
  return {
    name: '@medusajs/promotion',
    source: packageVersion('@medusajs/promotion', new URL('node_modules/', folder)),
    note: 'discounts only, no points; unrounded shares; "get" takes from the dearest line',
    // Its shares are fractions of a minor unit: each of a line's discounts may differ by its rounding.
    toleranceMinor: 10,
    quote: (receipt): Answer => {
      const items = itemsOf(receipt);
      const context = { items, item_total: items.reduce((sum, { subtotal }) => sum + subtotal, 0) };
      const applied: Applied = new Map();
      const bought = new Map<string, unknown>();
      const got = new Map<string, unknown>();
      const computed: Action[] = [];
      for (const promotion of promotions) {
        if (!loaded.areRulesValid(promotion.rules, context, 'order')) continue;
        const actions =
          promotion.type === 'buyget'
            ? loaded.forBuyGet(promotion, items, applied, bought, got)
            : loaded.forItems(promotion, items, applied, promotion.rules.length > 0 ? 'across' : undefined);
        computed.push(...actions);
      }
      loaded.finish(computed, { include: ['amount'] });
      const off = new Map<string, number>();
      for (const { item_id: id, amount } of computed) off.set(id, (off.get(id) ?? 0) + Number(amount));
      const lineDiscountsMinor = items.map(({ id }) => off.get(id) ?? 0);
      return {
        discountMinor: lineDiscountsMinor.reduce((sum, part) => sum + part, 0),
        lineDiscountsMinor,
        points: null,
      };
    },
  };
};
