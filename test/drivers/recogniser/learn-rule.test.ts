import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnRule } from '../../../src/drivers/recogniser/learn-rule.ts';
import { looksLikePaymentCard } from '../../../src/drivers/recogniser/payment-card.ts';
import { recognise } from '../../../src/drivers/recogniser/recognise.ts';
import { recogniserRulesSchema } from '../../../src/drivers/recogniser/rules.ts';
import { russianPhones } from '../../support/russian-phones.ts';

const scans = (texts: readonly string[], aim: string | null = null) => texts.map((text) => ({ text, aim }));

describe('a rule learned from three cards', () => {
  it.each([
    [
      'in-store EAN-13',
      ['2900000000018', '2900000000025', '2900000000032'],
      'E0',
      '2900000012349',
      '2100000012343',
    ],
    [
      'Code 128 with letters',
      ['KP0000000011', 'KP0000000027', 'KP0000001234'],
      'C0',
      'KP9999999999',
      'AB9999999999',
    ],
    [
      'a stripe',
      [';6298510000017=?', ';6298510000025=?', ';6298510000033=?'],
      null,
      ';6298519999999=?',
      ';7777779999999=?',
    ],
    [
      'a link',
      ['https://a.ru/c/AB12', 'https://a.ru/c/XY34', 'https://a.ru/c/QQ99'],
      'Q1',
      'https://a.ru/c/ZZ00',
      'https://b.ru/c/ZZ00',
    ],
    ['a phone', ['+79161234567', '8 916 765-43-21', '79031112233'], null, '+79031234567', '12345'],
  ] as const)(
    '%s: knows another card of the chain, and not a stranger',
    (_kind, texts, aim, another, stranger) => {
      const learned = learnRule(scans(texts, aim), russianPhones.readPhone);
      if (!learned.ok) throw new Error(learned.error);
      const rules = recogniserRulesSchema.parse({
        rules: [learned.value.rule],
        goods: { retailCodes: true },
      });
      for (const text of [...texts, another]) {
        expect(recognise({ text, aim }, rules, russianPhones).kind, text).toBe('loyalty');
      }
      expect(recognise({ text: stranger, aim }, rules, russianPhones).kind).not.toBe('loyalty');
    },
  );

  it('learns from the track of a swipe that tells the cards apart, and knows the next card by it', () => {
    const swipes = (...texts: string[]) => texts.map((text) => ({ text, aim: null }));
    const learned = learnRule(
      swipes('%KP0000000001?;000=?', '%KP0000002718?;000=?', '%KP0000314159?;000=?'),
      russianPhones.readPhone,
    );
    if (!learned.ok) throw new Error(learned.error);
    const rules = { rules: [learned.value.rule], goods: { retailCodes: true } };
    expect(recognise({ text: '%KP0000000042?;000=?', aim: null }, rules, russianPhones)).toEqual({
      kind: 'loyalty',
      identifier: { type: 'card', value: 'KP0000000042' },
    });
    const same = swipes('%KP1?;000=?', '%KP1?;000=?', '%KP1?;000=?');
    expect(learnRule(same, russianPhones.readPhone)).toEqual({ ok: false, error: 'not-different' });
    const bank = swipes('%X?;4111111111111111=2912?', '%Y?;000=?', '%Z?;000=?');
    expect(learnRule(bank, russianPhones.readPhone)).toEqual({ ok: false, error: 'payment-card' });
  });

  it('takes no longer prefix than the chain has, however near the samples lie', () => {
    const learned = learnRule(
      scans(['2900000000018', '2900000000025', '2900000000032'], 'E0'),
      russianPhones.readPhone,
    );
    expect(learned).toMatchObject({
      ok: true,
      value: {
        rule: { aim: ['E0'], checkDigit: 'ean', pattern: { prefix: '2900', minLength: 9, maxLength: 9 } },
      },
    });
  });

  it.each([
    ['neighbours', ['770012345', '770012346', '770012347']],
    ['neighbours', ['2900000000018', '2900000000025', '2900000000032']],
    [null, ['770012345', '770099346', '770054347']],
    [null, ['2900000000018', '2900123456785', '2900999999997']],
    ['goods', ['6298510000017', '6298519999994', '6298515555556']],
    ['goods', ['4601230000000', '4601235000000', '4601239000000']],
    ['goods', ['46012301', '46012345', '46012377']],
    ['goods', ['770012345670', '770099346670', '770054347670']],
    [null, ['29012301', '29012345', '29012377']],
    [null, ['KP0000000011', 'KP0000000012', 'KP0000000013']],
    [null, ['https://a.ru/c/AB12', 'https://a.ru/c/AB13', 'https://a.ru/c/AB14']],
  ] as const)('warns of %s: %j', (warning, texts) => {
    const learned = learnRule(scans(texts), russianPhones.readPhone);
    expect(learned.ok && learned.value.warning).toBe(warning);
  });

  it('never takes a bank card, whatever the cards it was learned from', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
    const start = fc.oneof(
      fc.constantFrom('4', '2200', '2221', '51', '6', '34', '36', '81', '8600', '9112', '9860', '%B4', '77'),
      digits(4),
    );
    const samples = fc
      .tuple(start, fc.integer({ min: 9, max: 17 }))
      .chain(([prefix, length]) =>
        fc.tuple(fc.constant(prefix), fc.array(digits(length), { minLength: 3, maxLength: 3 })),
      );
    fc.assert(
      fc.property(samples, digits(17), ([prefix, rests], tail) => {
        const learned = learnRule(scans(rests.map((rest) => prefix + rest)), russianPhones.readPhone);
        if (!learned.ok) return;
        const rules = recogniserRulesSchema.parse({
          rules: [learned.value.rule],
          goods: { retailCodes: true },
        });
        for (let length = 16; length <= 19; length++) {
          for (let check = 0; check < 10; check++) {
            const text = `${`${prefix.replace('%B', '')}${tail}`.slice(0, length - 1)}${check}`;
            if (!looksLikePaymentCard(text)) continue;
            expect(recognise({ text, aim: null }, rules, russianPhones).kind, text).toBe('payment-card');
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['too-few', ['KP0000000011', 'KP0000000027']],
    ['not-different', ['KP0000000011', 'KP0000000011', 'KP0000000027']],
    ['payment-card', ['4111111111111111', '4012888888881881', '5555555555554444']],
    ['goods', ['4601234567893', '4006381333931', '4600000000008']],
    ['payment-range', ['4276550011112223', '4276550011112231', '4276550011112249']],
    ['payment-range', ['2200111100001', '220011110000001', '22001111000000001']],
    ['payment-range', ['27770000000000001', '27670000000000003', '27570000000000004']],
    ['payment-range', ['378200000000001', '378211111111111', '378222222222222']],
    ['payment-range', ['36820000000001', '36821111111111', '36822222222222']],
    ['payment-range', ['%BA7001^A', '%BB7002^B', '%BC7003^C']],
    ['nothing-in-common', ['QW12345', 'AS98765', 'ZX55555']],
    ['different-kinds', ['KP0000000011', '2900000000025', 'https://a.ru/c/X']],
  ] as const)('is refused: %s', (reason, texts) => {
    expect(learnRule(scans(texts), russianPhones.readPhone)).toEqual({ ok: false, error: reason });
  });
});
