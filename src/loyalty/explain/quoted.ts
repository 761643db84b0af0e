import type { Member } from '../../contracts/member.ts';
import type { Quote } from '../../contracts/quote.ts';
import type { QuoteContext } from '../../contracts/quote-context.ts';
import type { Receipt } from '../../contracts/receipt.ts';
import type { CompiledProgram } from '../program/compiled.ts';

/** A quote with all it was made of. */
export type Quoted = {
  readonly program: CompiledProgram;
  readonly member: Member | null;
  readonly receipt: Receipt;
  readonly context: QuoteContext;
  readonly quote: Quote;
};
