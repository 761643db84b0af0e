import type { RecogniserRules } from './rules.ts';

/**
 * The rules of the demo chain, and a pattern to copy for a real one: plastic cards as EAN-13 from the chain's own
 * in-store prefix 2900, cards as Code 128, QR codes of the phone and of the balance page, and phone numbers.
 */
export const demoRecogniserRules: RecogniserRules = {
  rules: [
    {
      id: 'card-ean13',
      type: 'card',
      aim: ['E0'],
      pattern: {
        kind: 'prefix',
        prefix: '2900',
        minLength: 9,
        maxLength: 9,
        characters: 'digits',
        keep: 'whole',
      },
      checkDigit: 'ean',
      decides: true,
    },
    {
      id: 'card-code128',
      type: 'card',
      aim: ['C0', 'A0', 'Q0', 'Q1'],
      pattern: {
        kind: 'prefix',
        prefix: 'KP',
        minLength: 10,
        maxLength: 10,
        characters: 'digits',
        keep: 'whole',
      },
      checkDigit: 'none',
      decides: true,
    },
    {
      id: 'card-qr',
      type: 'card',
      pattern: {
        kind: 'prefix',
        prefix: 'kopilka:card:',
        minLength: 4,
        maxLength: 32,
        characters: 'alphanumeric',
        keep: 'after-prefix',
      },
      checkDigit: 'none',
      decides: true,
    },
    {
      id: 'card-link',
      type: 'card',
      pattern: {
        kind: 'url',
        hosts: [],
        pathPrefix: '/c/',
        minLength: 4,
        maxLength: 32,
        characters: 'alphanumeric',
      },
      checkDigit: 'none',
      decides: true,
    },
    { id: 'phone', type: 'phone', pattern: { kind: 'phone' }, checkDigit: 'none', decides: true },
  ],
  goods: { retailCodes: true },
};
