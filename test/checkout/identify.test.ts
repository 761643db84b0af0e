import { describe, expect, it } from 'vitest';
import { identifyResultSchema } from '../../src/contracts/pos-api.ts';
import { memberRecord, openTestStore, page, pointsLot, tillConfig } from '../support/till-fixtures.ts';
import { handClock } from '../support/till-pieces.ts';
import {
  accepted,
  checkoutOver,
  codeOf,
  openTestTill,
  operationIdOf,
  phoneHash,
} from '../support/till-sale.ts';

const anna = memberRecord('m1', {
  cards: ['2900000000018'],
  phoneHash: phoneHash('+79161234567'),
  phoneLast4: '4567',
  lots: [
    pointsLot('a', 700),
    pointsLot('soon', 50, { expiresAt: '2026-12-10T00:00:00.000Z' }),
    pointsLot('later', 20, { activeAt: '2026-12-20T00:00:00.000Z' }),
  ],
});
const boris = memberRecord('m2', { cards: ['KP0000000002'], firstName: null, state: 'blocked' });
const twins = ['m3', 'm4'].map((id) => memberRecord(id, { cards: ['KP0000000003'] }));

const identify = (request: Parameters<ReturnType<typeof openTestTill>['checkout']['identify']>[0]) => {
  const result = accepted(openTestTill([anna, boris, ...twins]).checkout.identify(request));
  expect(identifyResultSchema.parse(result)).toEqual(result);
  return result;
};

describe('identifying', () => {
  it('shows a member by a scanned card: masked, with balances and the way to the next tier', () => {
    expect(identify({ scan: '2900000000018', aim: 'E0' })).toEqual({
      result: 'member',
      member: {
        id: 'm1',
        firstName: 'Анна',
        phoneMasked: '+7 *** ***-45-67',
        cardMasked: '•••• 0018',
        tier: { id: 'silver', name: { ru: 'Серебро', en: 'Silver' } },
        nextTier: null,
        wallets: [
          {
            id: 'main',
            name: { ru: 'баллы', en: 'points' },
            scale: 0,
            valueMinor: 100,
            balance: 750,
            spendable: 750,
            pending: 20,
            expiringSoon: 50,
          },
        ],
        stamps: {},
        birthday: null,
        asOf: '2026-12-05T09:30:00.000Z',
        provisional: false,
      },
    });
  });

  it.each([
    ['a typed phone, as people write it', { phone: '8 (916) 123-45-67' }],
    ['a scanned phone', { scan: '+79161234567' }],
    ['a typed card', { card: ' 2900000000018 ' }],
    ['a QR code of the app', { token: 'kopilka:card:2900000000018' }],
    ['a typed link', { card: 'https://kopilka.test/c/2900000000018' }],
  ])('finds the same member by %s', (_name, request) => {
    expect(identify(request)).toMatchObject({ result: 'member', member: { id: 'm1' } });
  });

  it('says blocked, ambiguous and unknown for what they are', () => {
    expect(identify({ scan: 'KP0000000002' })).toMatchObject({ result: 'blocked', member: { id: 'm2' } });
    const both = identify({ card: 'KP0000000003' });
    expect(both.result === 'ambiguous' && both.members.map((one) => one.id)).toEqual(['m3', 'm4']);
    expect(identify({ scan: 'KP0000000009' })).toEqual({ result: 'unknown', identifier: 'KP0000000009' });
    expect(identify({ phone: '+79160000000' })).toEqual({
      result: 'unknown',
      identifier: '+7 *** ***-00-00',
    });
  });

  it('masks phones under the calling code of the chain, where the hub has told its country', () => {
    const till = openTestTill([anna]);
    till.store.sync.apply(page('config', [['till', { ...tillConfig, phoneCountry: 'BY' }]]));
    expect(accepted(till.checkout.identify({ card: '2900000000018' }))).toMatchObject({
      member: { phoneMasked: '+375 *** ***-45-67' },
    });
    expect(accepted(till.checkout.identify({ phone: '+79160000000' }))).toMatchObject({
      identifier: '+7 *** ***-00-00',
    });
  });

  it.each([
    ['KZ', '+77011234567', ['8 701 123-45-67', '7011234567', '+7 701 123 45 67']],
    ['BY', '+375291234567', ['8 029 123-45-67', '29 123 45 67', '375291234567', '+375 (29) 123-45-67']],
    ['DE', '+4915112345678', ['0151 12345678', '0049 151 12345678', '+49 151 12345678']],
  ])('reads phones of a chain in %s as people there write them', (phoneCountry, e164, spellings) => {
    const till = openTestTill([]);
    till.store.sync.apply(page('config', [['till', { ...tillConfig, phoneCountry }]]));
    const consent = { text: 'yes', version: '1', at: '2026-11-20T10:00:00Z' };
    const [first = ''] = spellings;
    const made = accepted(
      till.checkout.enrolMember({ operationId: operationIdOf(1), phone: first, consent }),
    );
    // As the hub indexes it, which reads what is imported by the same function.
    expect(till.store.findMembers('phone', phoneHash(e164))).toEqual([made.member.id]);
    for (const phone of spellings) {
      expect(accepted(till.checkout.identify({ phone })), phone).toMatchObject({
        result: 'member',
        member: { id: made.member.id },
      });
    }
  });

  it.each(['0008844356', '3952123456'])(
    'finds the chip card %s that was typed and looks like a phone',
    (number) => {
      const chip = memberRecord('m5', { cards: [number] });
      const result = accepted(openTestTill([chip, anna]).checkout.identify({ phone: number }));
      expect(result).toMatchObject({ result: 'member', member: { id: 'm5' } });
    },
  );

  it('asks the rules what a wrong phone may be', () => {
    expect(identify({ phone: '2900000000018' })).toMatchObject({ result: 'member', member: { id: 'm1' } });
    expect(identify({ phone: '0008844356' })).toMatchObject({ result: 'unknown' });
  });

  it('hands goods to the register and never repeats a bank card', () => {
    expect(identify({ scan: '4600000000015' })).toEqual({ result: 'not-loyalty', code: '4600000000015' });
    expect(identify({ scan: '4111111111111111' })).toEqual({ result: 'payment-card' });
    expect(JSON.stringify(identify({ scan: '4111111111111112' }))).not.toContain('4111');
  });

  it('answers garbage with a clean unknown', () => {
    expect(identify({ scan: 'xq\u0007zz\u0000 \u001b[2J' })).toEqual({
      result: 'unknown',
      identifier: 'xq zz [2J',
    });
  });

  it('tells how much is missing to the next tier', () => {
    const till = openTestTill([memberRecord('m1', { tier: 'bronze', spendMinor: 2_900_000 })]);
    const view = accepted(till.checkout.memberView('m1'));
    expect(view.nextTier).toMatchObject({ id: 'silver', missing: 100_000 });
    expect(codeOf(till.checkout.memberView('nobody'))).toBe('unknown-member');
  });

  it('is refused before the till is enrolled', () => {
    const checkout = checkoutOver(openTestStore().store, handClock());
    expect(codeOf(checkout.identify({ card: '1' }))).toBe('unavailable');
    expect(codeOf(checkout.newPurchaseId())).toBe('unavailable');
  });
});
