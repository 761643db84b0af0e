import { compileText } from '../program/text.ts';
import type { IssueRule } from './rule.ts';

/** A text for the slip, the cashier or the customer screen; placeholders are filled when the quote is made. */
export const message: IssueRule<'message'> = {
  kind: 'issue',
  type: 'message',
  compile: (effect) => ({ type: 'message', where: effect.where, text: compileText(effect.text) }),
};
