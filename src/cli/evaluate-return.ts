import { z } from 'zod';
import type { Language } from '../contracts/local-text.ts';
import type { Problem } from '../contracts/problem.ts';
import type { Quote } from '../contracts/quote.ts';
import type { ReceiptLine } from '../contracts/receipt.ts';
import { refusal, toProblem } from '../contracts/refusal.ts';
import { idSchema, MAX_POINTS, quantitySchema } from '../contracts/scalars.ts';
import type { Sentence } from '../contracts/sentence.ts';
import { stepPercentOf } from '../loyalty/explain/next-step.ts';
import type { CompiledProgram } from '../loyalty/program/compiled.ts';
import { linesLeft } from '../loyalty/requote.ts';
import { previewReturn, type ReturnPreview } from '../loyalty/return-preview.ts';
import type { Purchase, ReturnRefusal } from '../loyalty/returns.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { parse, quoteCase } from './evaluate.ts';
import { type CaseSettlement, settleCase } from './settle-case.ts';

const linesSchema = z.array(z.strictObject({ id: z.string().min(1), quantity: quantitySchema })).max(1000);
const returnSchema = z.object({
  returned: linesSchema.default([]),
  return: linesSchema.min(1),
  balances: z.record(idSchema, z.int().min(-MAX_POINTS).max(MAX_POINTS)).optional(),
});

/** A preview and the program it was made under, which says how things are called and which policy a till takes. */
export type ReturnCase = ReturnPreview & {
  readonly program: CompiledProgram;
  readonly fallen: readonly FallenLadder[];
  readonly settlement: CaseSettlement;
  /** The tier that the purchase had reached and all of it coming back takes away; null where there is none. */
  readonly tierLost: string | null;
};

/** A ladder that what stays climbs less high: percents of its steps. */
export type FallenLadder = { readonly promotion: string; readonly before: number; readonly after: number };

/** `rest`: the quote of `lines`, which are what stays of the purchase. */
function fallenLadders(
  { program }: CompiledProgram,
  { receipt, quote }: Purchase,
  rest: Quote | null,
  lines: readonly ReceiptLine[],
): FallenLadder[] {
  if (rest === null) return [];
  return program.promotions.flatMap((promotion): FallenLadder[] => {
    const before = stepPercentOf(promotion, quote, receipt.lines);
    const after = before === null ? null : stepPercentOf(promotion, rest, lines);
    if (before === null || after === null || after >= before) return [];
    return [{ promotion: promotion.id, before, after }];
  });
}

/** Why, as a sentence with what can be done. */
function refusedBecause({ code, line, returnable }: ReturnRefusal): Sentence {
  const left = {
    en: `${returnable} of it can still come back.`,
    ru: `вернуть можно ещё ${String(returnable).replace('.', ',')}.`,
  };
  switch (code) {
    case 'nothing-to-return':
      return {
        en: 'no line is named. Name the lines that come back with their quantities.',
        ru: 'не названо ни одной строки. Назовите строки и количества.',
      };
    case 'unknown-line':
      return {
        en: `the purchase has no line "${line}". Take the id of a line of the receipt.`,
        ru: `в покупке нет строки «${line}». Возьмите id строки чека.`,
      };
    case 'line-twice':
      return {
        en: `line "${line}" is named twice. Name it once, with the whole quantity.`,
        ru: `строка «${line}» названа дважды. Назовите её один раз, с общим количеством.`,
      };
    case 'bad-quantity':
      return {
        en: `the quantity of line "${line}" must be above zero, with at most three decimals; ${left.en}`,
        ru: `количество строки «${line}» должно быть больше нуля, не больше трёх знаков после запятой; ${left.ru}`,
      };
    case 'part-of-unit':
      return {
        en: `line "${line}" was bought by the piece and comes back in whole pieces; ${left.en}`,
        ru: `строка «${line}» куплена поштучно и возвращается целыми штуками; ${left.ru}`,
      };
    case 'more-than-bought':
      return {
        en: `more of line "${line}" than is left of it; ${left.en}`,
        ru: `строки «${line}» возвращают больше, чем осталось; ${left.ru}`,
      };
    case 'other-policy':
      return {
        en: 'earlier parts of this purchase came back by the other policy. Use that one.',
        ru: 'прежние части этой покупки вернули по другому правилу. Возьмите его же.',
      };
    case 'no-requote':
      return {
        en: 'what stays cannot be quoted as the purchase was. Return by the share.',
        ru: 'то, что остаётся, нельзя пересчитать так, как считали покупку. Верните по доле.',
      };
  }
}

/**
 * What a return gives back. The file holds a case (`program`, `member`, `receipt`, `context`) and `return`: lines with
 * quantities; `returned`: what came back before; `balances`: points of each wallet that the member has now.
 */
export function returnCase(value: unknown, language: Language): Result<ReturnCase, Problem> {
  const quoted = quoteCase(value, language);
  if (!quoted.ok) return quoted;
  const parsed = parse('return', returnSchema, value, language);
  if (!parsed.ok) return parsed;
  const { program, member, receipt, quote } = quoted.value;
  const { returned, return: now, balances } = parsed.value;
  const purchase = { receipt, quote, member: member?.id ?? null };
  const preview = previewReturn(program.program, purchase, returned, now);
  if (preview.ok) {
    const left = linesLeft(receipt.lines, [...returned, ...now]);
    const fallen = fallenLadders(program, { receipt, quote }, preview.value.requote?.rest ?? null, left);
    const tierLost = preview.value.share.whole ? (quote.tier?.reached ?? null) : null;
    const settlement = settleCase(program.program, purchase, returned, preview.value, balances);
    return ok({ ...preview.value, program, fallen, settlement, tierLost });
  }
  const because = refusedBecause(preview.error);
  const detail =
    language === 'ru' ? `Возврат не принят: ${because.ru}` : `The return is refused: ${because.en}`;
  return err(toProblem(refusal('invalid', detail), language));
}
