import { describe, expect, it } from 'vitest';
import { memberSchema } from '../../../src/contracts/member.ts';
import { programSchema } from '../../../src/contracts/program.ts';
import type { Quote } from '../../../src/contracts/quote.ts';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import { receiptSchema } from '../../../src/contracts/receipt.ts';
import type { MemberRecord, PurchaseBody, ReturnBody } from '../../../src/contracts/sync.ts';
import { checkReturn } from '../../../src/hub/ledger/check-return.ts';
import { explainQuote } from '../../../src/loyalty/explain.ts';
import { memberAfterPurchase } from '../../../src/loyalty/ledger/member-after-purchase.ts';
import { memberAfterReturn } from '../../../src/loyalty/ledger/member-after-return.ts';
import { makeReturn } from '../../../src/loyalty/ledger/return-body.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import { returnOperation } from '../../hub/support/return-operation.ts';
import { bareMember } from '../../support/bare-member.ts';
import { caseProgram } from '../../support/loyalty-case.ts';

// A year of the club bought on 5 December 2026 by somebody who has paid until 1 June 2027.

const program = programSchema.parse(
  caseProgram({
    name: '',
    expect: {},
    program: { clubs: [{ id: 'vip', name: { ru: 'Клуб', en: 'Club' }, sku: 'CLUB', periodDays: 365 }] },
  }),
);
const compiled = compileProgram(program);
type Line = { readonly id: string; readonly sku: string; readonly quantity: number };
const clubLine = (id: string, quantity = 1): Line => ({ id, sku: 'CLUB', quantity });

type Asked = { readonly lines?: readonly Line[]; readonly at?: string; readonly guest?: boolean };
function quoted(member: MemberRecord, { lines = [clubLine('1')], at = '2026-12-05', guest = false }: Asked) {
  const receipt = receiptSchema.parse({
    ...{ purchaseId: 'P-1', at: `${at}T12:00:00+03:00`, store: 's1', till: 't1' },
    lines: lines.map((line) => ({ ...line, name: 'x', price: 199_000 })),
  });
  const { id, clubs, clubsUntil } = member;
  const seen = guest ? null : memberSchema.parse({ id, clubs, clubsUntil });
  const context = quoteContextSchema.parse({ explain: 'all' });
  return { receipt, seen, context, quote: quote(compiled, seen, receipt, context) };
}

/** A purchase that moves no points. */
function bought(member: MemberRecord, operationId: string, asked: Asked = {}) {
  const made = quoted(member, asked);
  const body: PurchaseBody = {
    ...{ purchaseId: 'P-1', member: member.id, receipt: made.receipt, quote: made.quote },
    ...{ fiscal: { number: '1', time: made.receipt.at }, tenders: [], postings: [], lots: [] },
  };
  const after = memberAfterPurchase(member, { operationId, quote: made.quote, postings: [], lots: [] });
  return { operationId, at: made.receipt.at, body, after };
}

function returnOf(
  { operationId, at, body }: ReturnType<typeof bought>,
  lines: readonly { readonly id: string; readonly quantity: number }[],
): ReturnBody {
  const purchase = { operationId, at, body, returned: [] };
  const facts = { operationId: 'back', returnId: 'R-1', atMs: Date.parse('2026-12-06T09:00:00Z') };
  const made = makeReturn({ ...facts, purchase, lines, lots: [], program });
  if (!made.ok) throw new Error(made.error.code);
  return made.value.body;
}

const anna: MemberRecord = {
  ...{ ...bareMember, id: 'anna', tier: null, joinedAt: '2024-01-01' },
  ...{ spendMinor: 0, purchases: 0, lots: [] },
};
const paid: MemberRecord = { ...anna, clubs: ['vip'], clubsUntil: { vip: '2027-06-01' } };
const endOf = (clubs: Quote['clubs']): string[] => clubs.map(({ validUntil }) => validUntil);

describe('a paid club', () => {
  it('bought again early goes on from its last day, bought again late from that day', () => {
    expect(endOf(quoted(paid, {}).quote.clubs)).toEqual(['2028-05-31']);
    expect(bought(paid, 'a').after.clubsUntil).toEqual({ vip: '2028-05-31' });
    expect(endOf(quoted(paid, { at: '2027-06-02' }).quote.clubs)).toEqual(['2028-06-01']);
    expect(endOf(quoted(anna, {}).quote.clubs)).toEqual(['2027-12-05']);
  });

  it('is the same however its goods are spread over lines', () => {
    const [one, two] = [{ lines: [clubLine('1', 2)] }, { lines: [clubLine('1'), clubLine('2')] }];
    expect(endOf(quoted(anna, one).quote.clubs)).toEqual(['2028-12-04']);
    expect(endOf(quoted(anna, two).quote.clubs)).toEqual(['2028-12-04']);
    expect(bought(anna, 'a', two).after.clubsUntil).toEqual({ vip: '2028-12-04' });
  });

  it('without an end keeps none when it is bought again', () => {
    const { after } = bought({ ...anna, clubs: ['vip'] }, 'a');
    expect(after).toMatchObject({ clubs: ['vip'] });
    expect(after.clubsUntil).toBeUndefined();
  });
});

describe('a return of a paid club', () => {
  it('gives back the membership that was paid before', () => {
    const purchase = bought(paid, 'a');
    expect(memberAfterReturn(purchase.after, returnOf(purchase, [{ id: '1', quantity: 1 }]))).toEqual(paid);
  });

  it('takes back its own days and no others, whatever came between', () => {
    const first = bought(anna, 'a');
    const second = bought(first.after, 'b', { at: '2027-01-10' });
    expect(second.after.clubsUntil).toEqual({ vip: '2028-12-04' });
    const withoutFirst = memberAfterReturn(second.after, returnOf(first, [{ id: '1', quantity: 1 }]));
    expect(withoutFirst).toMatchObject({ clubs: ['vip'], clubsUntil: { vip: '2028-01-10' } });
    expect(memberAfterReturn(withoutFirst, returnOf(second, [{ id: '1', quantity: 1 }]))).toEqual(anna);
  });

  it('ends it when its line comes back and the rest of the receipt stays', () => {
    const purchase = bought(anna, 'a', { lines: [clubLine('1'), { id: '2', sku: 'gum', quantity: 1 }] });
    const back = returnOf(purchase, [{ id: '1', quantity: 1 }]);
    expect(back).toMatchObject({ whole: false, clubs: ['vip'], clubDays: { vip: 365 } });
    expect(memberAfterReturn(purchase.after, back)).toMatchObject({ clubs: [] });
    const gum = returnOf(purchase, [{ id: '2', quantity: 1 }]);
    expect(gum.clubs).toEqual([]);
    expect(memberAfterReturn(purchase.after, gum).clubsUntil).toEqual({ vip: '2027-12-05' });
  });

  it('takes one of two years', () => {
    const purchase = bought(paid, 'a', { lines: [clubLine('1', 2)] });
    const back = returnOf(purchase, [{ id: '1', quantity: 1 }]);
    expect(back.clubDays).toEqual({ vip: 365 });
    expect(memberAfterReturn(purchase.after, back).clubsUntil).toEqual({ vip: '2028-05-31' });
  });

  it('of other days than were bought is refused by the hub', () => {
    const purchase = bought(anna, 'a', { lines: [clubLine('1', 2)] });
    const back = returnOf(purchase, [{ id: '1', quantity: 1 }]);
    const check = (change: { clubDays?: ReturnBody['clubDays'] }) =>
      checkReturn(returnOperation(0, { ...back, ...change }), { ...purchase, returns: [] })?.detail ?? null;
    expect(check({})).toBeNull();
    expect(check({ clubDays: { vip: 730 } })).toBe(
      'The days of clubs that go back are not those of the share.',
    );
    expect(check({ clubDays: undefined })).toBe(
      'Only a whole return undoes clubs without saying their days.',
    );
  });

  it('of a purchase booked before single purchases were kept ends the club', () => {
    const purchase = bought(anna, 'a');
    const clubs = [{ club: 'vip', validUntil: '2027-12-05' }];
    const old = { ...purchase, body: { ...purchase.body, quote: { ...purchase.body.quote, clubs } } };
    const after = memberAfterPurchase(anna, { ...old.body, operationId: 'a' });
    expect(after).toMatchObject({ clubs: ['vip'], clubsUntil: { vip: '2027-12-05' } });
    expect(memberAfterReturn(after, returnOf(old, [{ id: '1', quantity: 1 }]))).toEqual(anna);
  });
});

describe('a guest who buys a membership', () => {
  it('is told that none was bought', () => {
    const made = quoted(anna, { guest: true, lines: [clubLine('1'), clubLine('2')] });
    expect(made.quote.clubs).toEqual([]);
    expect(made.quote.rejected).toEqual([{ promotion: 'vip', reason: 'not-a-member' }]);
    const told = (language: 'ru' | 'en') =>
      explainQuote(
        {
          program: compiled,
          member: made.seen,
          receipt: made.receipt,
          context: made.context,
          quote: made.quote,
        },
        language,
      ).refused;
    expect(told('ru')).toEqual(['Клуб: членство не куплено: чек без карты участника']);
    expect(told('en')).toEqual(['Club: no membership is bought: the receipt has no member']);
  });
});
