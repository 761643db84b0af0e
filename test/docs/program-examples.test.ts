import { describe, expect, it } from 'vitest';
import { effectSchema } from '../../src/contracts/effects.ts';
import { whenSchema } from '../../src/contracts/promotion.ts';
import { redeemReasonSchema, rejectionReasonSchema } from '../../src/contracts/quote.ts';
import { selectorSchema } from '../../src/contracts/selector.ts';
import { placeholders } from '../../src/loyalty/program/text.ts';
import { validateProgram } from '../../src/loyalty/program/validate.ts';
import { caseProgram, type LoyaltyCase, quoteCase } from '../support/loyalty-case.ts';
import { quoteDocument } from '../support/quote-document.ts';
import { blocksOf, codeWords, type DocBlock, differenceFrom, proseOf, tableBelow } from './doc-blocks.ts';

const page = 'docs/program.md';
const blocks = blocksOf(page);
const ofKind = (info: string): DocBlock[] => blocks.filter((block) => block.info === info);

type Effects = NonNullable<LoyaltyCase['promotions']>[number]['then'];
type DocCase = Partial<LoyaltyCase> & {
  readonly effect?: Effects[number];
  readonly nets?: readonly number[];
};

/** A case of the page as the engine's own cases are written. */
function caseOf({ text, line }: DocBlock): LoyaltyCase {
  const { effect, nets, ...written }: DocCase = JSON.parse(text);
  return {
    name: `line ${line}`,
    ...written,
    promotions: effect === undefined ? (written.promotions ?? []) : [{ then: [effect] }],
    expect: { ...written.expect, ...(nets === undefined ? {} : { nets }) },
  };
}

const firstCells = (heading: string, column: string): string[] =>
  tableBelow(page, heading, column).flatMap(([cell = '']) => codeWords(cell));

describe('the page about programs', () => {
  it.each(ofKind('json case'))('runs its case of line $line with the numbers it shows', (block) => {
    const written = caseOf(block);
    const checked = validateProgram(caseProgram(written));
    expect(checked.ok ? null : checked.error).toBeNull();
    const { nets, ...expected } = written.expect;
    expect(nets !== undefined || Object.keys(expected).length > 0).toBe(true);
    const quote = quoteCase(written);
    expect(differenceFrom(expected, quote)).toBeNull();
    if (nets !== undefined) expect(quote.lines.map((line) => line.net)).toEqual(nets);
  });

  it('quotes its receipt under its program as it says', () => {
    const [program, receipt, quote] = ['json program', 'json receipt', 'json quote'].map((info) => {
      const [only, ...others] = ofKind(info);
      expect(others).toEqual([]);
      return JSON.parse(only?.text ?? 'null');
    });
    const given = quoteDocument({ program, member: null, receipt, context: {} });
    expect(differenceFrom(quote, given)).toBeNull();
  });

  it('has no example of a kind that no test runs', () => {
    const run = ['json program', 'json receipt', 'json quote', 'json case'];
    const others = blocks.filter(({ info }) => info.startsWith('json') && !run.includes(info));
    expect(others).toEqual([]);
    expect(ofKind('json case').length).toBeGreaterThanOrEqual(20);
  });

  it('has a heading and a running case for every effect', () => {
    const kinds = effectSchema.options.map((option) => option.shape.type.value);
    const headings = proseOf(page).flatMap((line) => /^### (\w+)$/.exec(line)?.[1] ?? []);
    expect(headings.filter((heading) => kinds.some((kind) => kind === heading)).sort()).toEqual(
      [...kinds].sort(),
    );
    const shown = ofKind('json case').flatMap((block) =>
      (caseOf(block).promotions ?? []).flatMap((promotion) => promotion.then.map((effect) => effect.type)),
    );
    expect(kinds.filter((kind) => !shown.includes(kind))).toEqual([]);
  });

  it('lists every reason, condition, selector key and placeholder, and no other', () => {
    expect(firstCells('## Reasons', 'reason').sort()).toEqual([...rejectionReasonSchema.options].sort());
    const redeem = firstCells('## Paying with points', '`redeem.reason`');
    expect(redeem.sort()).toEqual([...redeemReasonSchema.options].sort());
    expect(firstCells('### Conditions', 'key of `when`').sort()).toEqual(
      Object.keys(whenSchema.shape).sort(),
    );
    expect(firstCells('## Selectors: which lines', 'key').sort()).toEqual(
      Object.keys(selectorSchema.shape).sort(),
    );
    const named = proseOf(page).flatMap((line) =>
      codeWords(line).filter((word) => /^\{\w+\.\w+\}$/.test(word)),
    );
    expect([...new Set(named)].sort()).toEqual(placeholders.map((name) => `{${name}}`).sort());
  });
});
