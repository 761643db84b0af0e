import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EnrolMemberRequest, enrolMemberResultSchema } from '../../src/contracts/pos-api.ts';
import { operationSchema } from '../../src/contracts/sync.ts';
import { recognise } from '../../src/drivers/recogniser/recognise.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import { russianPhones } from '../support/russian-phones.ts';
import { memberRecord, page } from '../support/till-fixtures.ts';
import {
  accepted,
  cart,
  codeOf,
  confirmRequest,
  openTestTill,
  operationIdOf,
  phoneHash,
} from '../support/till-sale.ts';

const card = '2900000000018';
const request = (operation: number, more: Partial<EnrolMemberRequest> = {}): EnrolMemberRequest => ({
  operationId: operationIdOf(operation),
  phone: '8 912 345-67-89',
  firstName: 'Аполлинария',
  birthday: '--12-06',
  consent: { text: 'Согласна на обработку', version: '2026-1', at: '2026-12-05T12:29:00+03:00' },
  card,
  ...more,
});

describe('enrolling a person', () => {
  it('makes a member at once, offline too, who buys and earns in the same minute', () => {
    const till = openTestTill([]);
    expect(till.store.memberCount()).toBe(0);
    till.mode = 'offline';
    const result = accepted(till.checkout.enrolMember(request(1)));
    expect(enrolMemberResultSchema.parse(result)).toEqual(result);
    expect(result).toMatchObject({
      created: true,
      member: { firstName: 'Аполлинария', phoneMasked: '+7 *** ***-67-89', tier: { id: 'bronze' } },
    });
    expect(till.store.memberCount()).toBe(1);
    const { id } = result.member;
    for (const found of [
      till.checkout.identify({ phone: '+79123456789' }),
      till.checkout.identify({ card }),
    ]) {
      expect(accepted(found)).toMatchObject({ result: 'member', member: { id } });
    }
    const receipt = cart({ member: id });
    const sale = accepted(till.checkout.confirm('P1', confirmRequest(2, { receipt })));
    expect(sale.member?.wallets[0]?.balance).toBeGreaterThan(0);
  });

  it('keeps name and phone out of the journal, beside which they travel until the hub has them', () => {
    const till = openTestTill([]);
    accepted(till.checkout.enrolMember(request(1)));
    const batch = till.store.sync.outbox(10, 1_000_000);
    const payload = batch.operations[0]?.payload ?? '';
    for (const part of ['Аполлинария', '9123456789', '12-06', phoneHash('+79123456789')]) {
      expect(payload).not.toContain(part);
    }
    const operation = operationSchema.parse(JSON.parse(payload));
    expect(operation).toMatchObject({
      kind: 'enrolment',
      body: { cards: [card], joinedAt: '2026-12-05', consent: request(1).consent },
    });
    const [personal] = batch.personal;
    expect(personal?.data).toMatchObject({
      phone: '+79123456789',
      firstName: 'Аполлинария',
      birthday: '--12-06',
    });
    const digest = createHash('sha256').update(canonicalJson(personal?.data)).digest('hex');
    expect(operation.body).toMatchObject({ personalSha256: digest });
  });

  it('loses no sale when the hub knew the phone: the cart goes on with the member that stays', () => {
    const till = openTestTill([]);
    const { id } = accepted(till.checkout.enrolMember(request(1))).member;
    const quote = accepted(till.checkout.quote('P1', cart({ member: id })));
    const stays = memberRecord('m7', { phoneHash: phoneHash('+79123456789'), cards: [card] });
    const changes = [
      { cursor: 1, key: id, body: null },
      { cursor: 2, key: 'm7', body: stays },
    ];
    till.store.sync.apply(page('members', [], { changes, cursor: 2 }));
    // As the page for registers says.
    expect(codeOf(till.checkout.confirm('P1', confirmRequest(2)))).toBe('unknown-purchase');
    expect(codeOf(till.checkout.quote('P1', cart({ member: id })))).toBe('unknown-member');
    expect(accepted(till.checkout.identify({ phone: '+79123456789' }))).toMatchObject({
      member: { id: 'm7' },
    });
    expect(accepted(till.checkout.quote('P1', cart({ member: 'm7' }))).totals.net).toBe(quote.totals.net);
    expect(accepted(till.checkout.confirm('P1', confirmRequest(2))).member?.id).toBe('m7');
  });

  it('leaves nothing of a person whom the hub erases', () => {
    const till = openTestTill([]);
    const { member } = accepted(till.checkout.enrolMember(request(1)));
    accepted(till.checkout.quote('P1', cart({ member: member.id })));
    till.store.sync.apply(page('members', [[member.id, null]]));
    till.store.close();
    const folder = dirname(till.path);
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    for (const part of ['Аполлинария', '9123456789']) {
      expect(bytes.some((file) => file.includes(part))).toBe(false);
    }
  });

  it('answers a phone it knows with its member, and the same call with the same answer', () => {
    const known = memberRecord('m1', { phoneHash: phoneHash('+79123456789'), phoneLast4: '6789' });
    const till = openTestTill([known]);
    const { card: _card, ...cardless } = request(1);
    expect(accepted(till.checkout.enrolMember(cardless))).toMatchObject({
      created: false,
      member: { id: 'm1' },
    });
    expect(till.store.backlog().count).toBe(0);
    const first = accepted(till.checkout.enrolMember(request(2, { phone: '8 912 000-00-00' })));
    expect(accepted(till.checkout.enrolMember(request(2, { phone: '8 912 000-00-00' })))).toEqual(first);
    expect(codeOf(till.checkout.enrolMember(request(2)))).toBe('operation-reused');
    expect(till.store.memberCount()).toBe(2);
  });

  it('gives a free card to the member whose phone it knows, and tells the hub', () => {
    const known = memberRecord('m1', { phoneHash: phoneHash('+79123456789'), cards: ['KP0000000002'] });
    const till = openTestTill([known]);
    const result = accepted(till.checkout.enrolMember(request(1)));
    expect(result).toMatchObject({ created: false, member: { id: 'm1' } });
    for (const one of [card, 'KP0000000002']) {
      expect(accepted(till.checkout.identify({ card: one }))).toMatchObject({
        result: 'member',
        member: { id: 'm1' },
      });
    }
    expect(till.store.memberCount()).toBe(1);
    const batch = till.store.sync.outbox(10, 1_000_000);
    const operation = operationSchema.parse(JSON.parse(batch.operations[0]?.payload ?? ''));
    expect(operation).toMatchObject({
      kind: 'enrolment',
      body: { cards: [card], consent: request(1).consent },
    });
    // The hub finds the member by the phone; a name of its own would be taken for a member.
    expect(operation.body).not.toMatchObject({ member: 'm1' });
    expect(batch.personal).toMatchObject([{ data: { phone: '+79123456789' } }]);
    // The card is there now: once more there is nothing to tell.
    accepted(till.checkout.enrolMember(request(2)));
    expect(till.store.backlog().count).toBe(1);
    expect(examineTillFile(till.path)).toEqual([]);
  });

  it.each<[string, Partial<EnrolMemberRequest>, string]>([
    ['a card that somebody has', { card: 'card-m9' }, 'invalid'],
    ['a card of another member', { card: 'KP0000000002' }, 'card-taken'],
    ['a text that is no phone', { phone: 'no phone' }, 'invalid'],
    ['goods as a card', { card: '4600000000015' }, 'invalid'],
  ])('refuses %s and enrols nobody', (_name, more, code) => {
    const till = openTestTill([memberRecord('m9', { cards: ['KP0000000002'] })]);
    expect(codeOf(till.checkout.enrolMember(request(1, more)))).toBe(code);
    expect(till.store.memberCount()).toBe(1);
    expect(till.store.backlog().count).toBe(0);
  });

  it('gives out only cards of the range that was issued, offline too', () => {
    const pattern = { kind: 'range', from: '2900000001008', to: '2900000001992' } as const;
    const rule = { id: 'issued', type: 'card', pattern, checkDigit: 'ean', decides: true } as const;
    const rules = { rules: [rule], goods: { retailCodes: true } };
    const till = openTestTill([], {
      recognise: (text, aim) => recognise({ text, aim }, rules, russianPhones),
    });
    till.mode = 'offline';
    const notIssued = ['2900000000995', '2900000002005', '2900000001504'];
    for (const [index, other] of notIssued.entries())
      expect(codeOf(till.checkout.enrolMember(request(1 + index, { card: other })))).toBe('invalid');
    expect(till.store.memberCount()).toBe(0);
    const enrolled = accepted(till.checkout.enrolMember(request(9, { card: '2900000001503' })));
    expect(enrolled).toMatchObject({ created: true, member: { cardMasked: '•••• 1503' } });
    expect(till.store.sync.outbox(10, 1_000_000).operations).toHaveLength(1);
  });
});
