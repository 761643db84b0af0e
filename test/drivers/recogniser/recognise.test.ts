import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../../src/contracts/phone.ts';
import {
  hasValidEanCheckDigit,
  hasValidLuhnCheckDigit,
} from '../../../src/drivers/recogniser/check-digits.ts';
import { demoRecogniserRules } from '../../../src/drivers/recogniser/demo-rules.ts';
import { type Recognition, recognise } from '../../../src/drivers/recogniser/recognise.ts';
import { type RecogniserRules, recogniserRulesSchema } from '../../../src/drivers/recogniser/rules.ts';
import { russianPhones } from '../../support/russian-phones.ts';

const brief = (recognition: Recognition): string => {
  switch (recognition.kind) {
    case 'loyalty':
      return `${recognition.identifier.type} ${recognition.identifier.value}`;
    case 'goods':
      return `goods ${recognition.code}`;
    case 'unknown':
      return `unknown ${recognition.reason}`;
    case 'ambiguous':
      return `ambiguous ${recognition.identifiers.map((one) => one.value).join(' ')}`;
    case 'payment-card':
      return 'payment-card';
    case 'coupon':
      return `coupon ${recognition.code}`;
  }
};
const judge = (text: string, aim: string | null = null, rules = demoRecogniserRules): string =>
  brief(recognise({ text, aim }, rules, russianPhones));

describe('recognise with the rules of the demo chain', () => {
  it.each([
    ['an EAN-13 card', '2900000000018', 'E0', 'card 2900000000018'],
    ['an EAN-13 card without AIM identifier', '2900000000018', null, 'card 2900000000018'],
    ['a card with a line end behind it', '2900000000018\r\n', null, 'card 2900000000018'],
    ['a card with a line end and a blank before it', '\r\n 2900000000018', null, 'card 2900000000018'],
    ['a card with a blank before the mark of UTF-8', ' \uFEFF 2900000000018', null, 'card 2900000000018'],
    [
      'goods that begin with FNC1, which stays',
      '\t\u001d0104601234567893215abc',
      'd2',
      'goods \u001d0104601234567893215abc',
    ],
    ['a Code 128 card with a tab behind it', 'KP0000001234\t', 'C0', 'card KP0000001234'],
    [
      'the card in a QR code with the mark of UTF-8',
      '\uFEFFkopilka:card:2900000000018',
      'Q1',
      'card 2900000000018',
    ],
    ['goods with a line end behind them', '4601234567893\r', 'E0', 'goods 4601234567893'],
    ['a card with a wrong check digit', '2900000000019', 'E0', 'unknown check-digit'],
    ['a weighed good of the same in-store range', '2100123004560', 'E0', 'goods 2100123004560'],
    ['a Code 128 card', 'KP0000001234', 'C0', 'card KP0000001234'],
    ['a Code 128 card of the wrong length', 'KP000000123', 'C0', 'unknown no-rule'],
    ['the card in a QR code', 'kopilka:card:2900000000018', 'Q1', 'card 2900000000018'],
    ['the balance page in a QR code', 'https://hub.example/c/KP0000001234', 'Q1', 'card KP0000001234'],
    ['the balance page with a tail', 'https://hub.example/c/KP0000001234?x=1', 'Q1', 'card KP0000001234'],
    ['a coupon of a slip', 'kopilka:coupon:NEXT-7F3K-9QWE-2MND', 'Q1', 'coupon NEXT-7F3K-9QWE-2MND'],
    ['a coupon without its code', 'kopilka:coupon:', 'Q1', 'unknown no-rule'],
    ['another page', 'https://hub.example/about', 'Q1', 'unknown no-rule'],
    ['a phone typed the Russian way', '8 (916) 123-45-67', null, 'phone +79161234567'],
    ['a phone with country code and no plus', '79161234567', null, 'phone +79161234567'],
    ['a phone of ten digits', '9161234567', null, 'phone +79161234567'],
    ['goods EAN-13', '4601234567893', 'E0', 'goods 4601234567893'],
    ['goods EAN-13 that pass Luhn and start like Visa', '4601234567015', null, 'goods 4601234567015'],
    ['goods EAN-8', '46012340', null, 'goods 46012340'],
    ['goods UPC-A', '036000291452', null, 'goods 036000291452'],
    ['an EAN read wrongly', '4601234567890', 'E0', 'unknown check-digit'],
    ['a marked good', '0104601234567893215abc\u001d93xyz1', 'd2', 'goods 0104601234567893215abc\u001d93xyz1'],
    [
      'a marked good that ends in FNC1',
      '0104601234567893215abc\u001d\n',
      'd2',
      'goods 0104601234567893215abc\u001d',
    ],
    ['a bank card number', '4111111111111111', null, 'payment-card'],
    ['a bank card of Mir', '2200 0000 0000 0004', null, 'payment-card'],
    ['track 2 of a bank card', ';4111111111111111=29122010000000000000?', null, 'payment-card'],
    ['track 1 of a bank card', '%B4111111111111111^IVANOV/IVAN^29122010000000000000?', null, 'payment-card'],
    [
      'track 1 of American Express, with blanks',
      '%B3782 822463 10005^IVANOV/IVAN^2912201000000000?',
      null,
      'payment-card',
    ],
    [
      'a bank card of which only track 2 makes sense',
      '%E?;4111111111111111=29122010000?',
      null,
      'payment-card',
    ],
    [
      'a bank card whose track 3 alone has the number',
      '%X?;000=?;014111111111111111=00?',
      null,
      'payment-card',
    ],
    [
      'a loyalty number on track 1 with rubbish on track 2',
      '%KP0000000001?;000=?',
      null,
      'card KP0000000001',
    ],
    ['a loyalty number behind a format code', '%LKP0000000001?;000=?', null, 'card KP0000000001'],
    ['a loyalty number on track 3', '%X?;000=?+2900000000018?', null, 'card 2900000000018'],
    ['the same card on tracks 1 and 2', '%KP0000000001?;2900000000018=?', null, 'card 2900000000018'],
    ['a swipe without any number of the chain', '%X?;000=?', null, 'unknown no-rule'],
    ['a swipe whose card has a wrong digit', '%X?;2900000000019=?', null, 'unknown check-digit'],
    [
      'a pack of cigarettes',
      `04601234567893${'AbcDe12AAACdefG'}`,
      'd1',
      `goods 04601234567893${'AbcDe12AAACdefG'}`,
    ],
    [
      'a pack of cigarettes without AIM identifier',
      "04601234567893-!%&'()AAAA/.=?",
      null,
      "goods 04601234567893-!%&'()AAAA/.=?",
    ],
    [
      'twenty-nine characters that begin with no GTIN',
      '04601234567890AbcDe12AAACdefG',
      'd1',
      'unknown no-rule',
    ],
    ['UPC-E, last digit 0', '01234505', 'E0', 'goods 0012000003455'],
    ['UPC-E, last digit 3', '01234531', 'E0', 'goods 0012300000451'],
    ['UPC-E, last digit 4', '01234543', 'E0', 'goods 0012340000053'],
    ['UPC-E, last digit 5', '01234558', 'E0', 'goods 0012345000058'],
    ['UPC-E read wrongly', '01234504', 'E0', 'unknown check-digit'],
    ['EAN-13 with two more digits', '460123456789312', 'E3', 'goods 4601234567893'],
    ['EAN-13 with five more digits', '460123456789312345', 'E3', 'goods 4601234567893'],
    ['EAN-13 with two more digits, read wrongly', '460123456789012', 'E3', 'unknown check-digit'],
    ['track 3 of a bank card', '+4111111111111111=2912201?', null, 'payment-card'],
    ['track 3 with the format code before the number', ';014111111111111111=00?', null, 'payment-card'],
    ['track 3 so, with its other sentinel', '+014111111111111111=00?', null, 'payment-card'],
    [
      'track 1 typed in another layout',
      '%B4111111111111111&IVANOV/IVAN&29122010000000000000?',
      null,
      'payment-card',
    ],
    ['track 1 of another format', '%M4111111111111111^IVANOV/IVAN^2912?', null, 'payment-card'],
    ['a track behind a control byte', '\u0002;4111111111111111=2912201?', null, 'payment-card'],
    ['a number with its last month', '4111111111111111 12/25', null, 'payment-card'],
    ['a bank card spelled in groups with dots', '2200.0000.0000.0004', null, 'payment-card'],
    ['a bank card in groups with its last month', '2200 0000 0000 0004 12/25 IVANOV', null, 'payment-card'],
    ['a number, a tab and its last month', '4111111111111111\t2512', null, 'payment-card'],
    ['a number, a blank and its last month', '4111111111111111 2512', null, 'payment-card'],
    ['a number, a semicolon and its last month', '4111111111111111;2512', null, 'payment-card'],
    ['a number, a slash and its last month', '4111111111111111/1225', null, 'payment-card'],
    ['a number and what a comma parts from it', '4111111111111111,2512,IVANOV', null, 'payment-card'],
    ['a number and what is no month', '4111111111111111 2599', null, 'unknown no-rule'],
    ['goods with a month behind them', '4601234567893 2512', null, 'unknown no-rule'],
    ['a page with a long number in its query', 'https://a.ru/?n=4111111111111111', 'Q1', 'unknown no-rule'],
    ['a carton of goods, which passes Luhn too', '46012345000104', null, 'goods 46012345000104'],
    ['Diners of fourteen digits', '30569309025904', null, 'payment-card'],
    ['a loyalty stripe card', ';2900000000018=?', null, 'card 2900000000018'],
    ['sixteen digits that fail Luhn', '4111111111111112', null, 'unknown no-rule'],
    ['nothing', '  ', null, 'unknown empty'],
    ['garbage', '\u0000\ufffd\u0001', null, 'unknown no-rule'],
    ['far too much', 'x'.repeat(5000), null, 'unknown too-long'],
  ])('%s', (_name, text, aim, expected) => {
    expect(judge(text, aim)).toBe(expected);
  });

  it('keeps the number of a bank card out of its answer', () => {
    expect(
      JSON.stringify(recognise({ text: '4111111111111111', aim: null }, demoRecogniserRules, russianPhones)),
    ).not.toMatch(/\d/);
  });

  it('answers any text in the same way twice and never throws', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60, unit: 'binary' }),
      fc.stringMatching(/^[;%B+]?\d{0,20}[=?^]?$/),
      fc.stringMatching(/^https?:\/\/[a-z[\]:%]{0,10}\/c\/.{0,12}$/),
    );
    fc.assert(
      fc.property(text, fc.option(fc.constantFrom('E0', 'C1', 'Q1', 'd2')), (scanned, aim) => {
        expect(judge(scanned, aim)).toBe(judge(scanned, aim));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('rules of a chain', () => {
  const digits = (id: string, type: 'card' | 'code', decides: boolean): RecogniserRules['rules'][number] => ({
    id,
    type,
    pattern: {
      kind: 'prefix',
      prefix: '77',
      minLength: 6,
      maxLength: 6,
      characters: 'digits',
      keep: 'after-prefix',
    },
    checkDigit: 'none',
    decides,
  });
  const chain = (...rules: RecogniserRules['rules']): RecogniserRules => ({
    rules,
    goods: { retailCodes: false },
  });

  it('lets the first rule decide', () => {
    expect(judge('77123456', null, chain(digits('a', 'card', true), digits('b', 'code', true)))).toBe(
      'card 123456',
    );
  });
  it('asks when rules that do not decide disagree', () => {
    expect(judge('77123456', null, chain(digits('a', 'card', false), digits('b', 'code', false)))).toBe(
      'ambiguous 123456 123456',
    );
  });
  it('claims a number before it is taken for a bank card', () => {
    const rules = chain({
      ...digits('club', 'card', true),
      pattern: {
        kind: 'prefix',
        prefix: '4111',
        minLength: 12,
        maxLength: 12,
        characters: 'digits',
        keep: 'whole',
      },
      checkDigit: 'luhn',
    });
    expect(judge('4111111111111111', null, rules)).toBe('card 4111111111111111');
  });
  it('heeds the AIM identifier only where the reader sends one', () => {
    const rules = chain({ ...digits('a', 'card', true), aim: ['C0'] });
    expect(judge('77123456', 'C0', rules)).toBe('card 123456');
    expect(judge('77123456', 'Q1', rules)).toBe('unknown no-rule');
    expect(judge('77123456', null, rules)).toBe('card 123456');
  });

  it('accepts the demo rules and names the path of a wrong value', () => {
    expect(recogniserRulesSchema.parse(demoRecogniserRules)).toEqual(demoRecogniserRules);
    const tooWide = structuredClone(demoRecogniserRules);
    const [first] = tooWide.rules;
    if (first?.pattern.kind !== 'prefix') throw new Error('the first demo rule has a prefix');
    first.pattern.prefix = '29';
    const refused = recogniserRulesSchema.safeParse(tooWide);
    expect(refused.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['rules.0.pattern.prefix']);
  });
});

it("reads phones as the chain's country writes them, and goods as goods", () => {
  const of =
    (country: string) =>
    (text: string): string =>
      brief(
        recognise({ text, aim: null }, demoRecogniserRules, {
          readPhone: (typed) => readPhone(typed, country),
        }),
      );
  const [inRussia, inBelarus, inGermany] = [of('RU'), of('BY'), of('DE')];
  expect(inRussia('80291234567')).toBe('unknown no-rule');
  expect(inBelarus('80291234567')).toBe('phone +375291234567');
  expect(inBelarus('291234567')).toBe('phone +375291234567');
  expect(inGermany('015112345678')).toBe('phone +4915112345678');
  // Hamburg has numbers of eight digits, and so have goods.
  expect(inGermany('40123454')).toMatch(/^phone/);
  expect(inGermany('40123455')).toBe('goods 40123455');
});

it('catches every single wrong digit by either check digit', () => {
  expect(hasValidEanCheckDigit('4601234567893')).toBe(true);
  expect(hasValidLuhnCheckDigit('4111111111111111')).toBe(true);
  for (let place = 0; place < 13; place++) {
    for (let step = 1; step < 10; step++) {
      const digits = [...'4601234567893'];
      digits[place] = String((Number(digits[place]) + step) % 10);
      expect(hasValidEanCheckDigit(digits.join(''))).toBe(false);
    }
  }
});

describe('a rule for the range of cards that were issued', () => {
  const rules = (from: string, to: string, checkDigit = 'ean') =>
    recogniserRulesSchema.safeParse({
      rules: [{ id: 'issued', type: 'card', pattern: { kind: 'range', from, to }, checkDigit }],
      goods: { retailCodes: true },
    });
  const issued = rules('2900000001008', '2900000001992').data;

  it.each([
    ['the first card', '2900000001008', 'card 2900000001008'],
    ['the last card', '2900000001992', 'card 2900000001992'],
    ['one between them, from a stripe', ';2900000001503=?', 'card 2900000001503'],
    ['one between them with a wrong check digit', '2900000001504', 'unknown check-digit'],
    ['the number before', '2900000000995', 'goods 2900000000995'],
    ['the number after', '2900000002005', 'goods 2900000002005'],
    ['a longer number', '29000000015003', 'unknown no-rule'],
  ])('takes no other: %s', (_name, text, expected) => {
    if (issued === undefined) throw new Error('the range is good');
    expect(judge(text, null, issued)).toBe(expected);
  });

  it('takes letters before the digits', () => {
    const lettered = rules('KP0000000100', 'KP0000000199', 'none').data;
    if (lettered === undefined) throw new Error('the range is good');
    expect(judge('KP0000000150', null, lettered)).toBe('card KP0000000150');
    expect(judge('KP0000000200', null, lettered)).toBe('unknown no-rule');
    expect(judge('KPA000000150', null, lettered)).toBe('unknown no-rule');
  });

  it.each([
    ['of two lengths', '2900000001008', '29000000019921', /another length/],
    ['turned round', '2900000001992', '2900000001008', /below/],
    ['with a wrong check digit', '2900000001007', '2900000001992', /check/],
    ['that takes in weighed goods', '2100000000005', '2900000000001', /weighed goods/],
    ['of other letters', 'KA0000000100', 'KP0000000199', /letters/],
  ])('refuses a range %s', (_name, from, to, message) => {
    const result = rules(from, to, from.startsWith('K') ? 'none' : 'ean');
    expect(result.error?.issues[0]?.message).toMatch(message);
  });
});
