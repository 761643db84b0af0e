import type { Member } from '../contracts/member.ts';
import type { QuoteContext } from '../contracts/quote-context.ts';
import type { Seen } from '../contracts/seen.ts';

const isUsual = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  value === 0 ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Nothing that a reader would fill in the same way: most sales leave a short text. */
const unusual = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isUsual(value))) as Partial<Fields>;

/** Uses since ever grow; those that were undone again say nothing. */
const counted = (used: Member['used']): Member['used'] =>
  Object.fromEntries(Object.entries(used).filter(([, times]) => times > 0));

/** What a quote rested on, for the journal. */
export function seenOf(
  member: Member | null,
  { explain: _told, ...context }: QuoteContext,
  safe: boolean,
): Seen {
  const known = unusual(context);
  const seen: Seen = {
    ...(Object.keys(known).length === 0 ? {} : { context: known }),
    ...(safe ? { safe } : {}),
  };
  if (member === null) return seen;
  const { id: _in, firstName: _name, birthday: _day, used, ...facts } = member;
  return { ...seen, member: unusual({ ...facts, used: counted(used) }) };
}
