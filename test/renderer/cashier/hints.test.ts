import { expect, it } from 'vitest';
import { hintsOf } from '../../../src/renderer/cashier/hints.ts';
import { quoteOf } from './state/samples.ts';

it('tells gifts first, then what is nearly reached, the nearest first, then the words of the program', () => {
  const quote = quoteOf(100, {
    rejected: [
      { promotion: 'far', reason: 'basket-amount', missing: { amount: 90000 } },
      { promotion: 'near', reason: 'basket-amount', missing: { amount: 15000 } },
      { promotion: 'two', reason: 'basket-quantity', missing: { quantity: 1 } },
      { promotion: 'silent', reason: 'tier' },
    ],
    gifts: [
      { promotion: 'mug', sku: 'MUG', quantity: 2, missing: 1 },
      { promotion: 'given', sku: 'CAP', quantity: 1, missing: 0 },
    ],
    messages: [
      { promotion: 'ask', where: 'cashier', text: { ru: 'Предложите пакет' } },
      { promotion: 'paper', where: 'receipt', text: { ru: 'Спасибо' } },
    ],
  });
  expect(hintsOf(quote)).toEqual([
    { kind: 'gift', promotion: 'mug', sku: 'MUG', units: 1 },
    { kind: 'quantity', promotion: 'two', missing: 1 },
    { kind: 'amount', promotion: 'near', missingMinor: 15000 },
    { kind: 'amount', promotion: 'far', missingMinor: 90000 },
    { kind: 'message', promotion: 'ask', text: { ru: 'Предложите пакет' } },
  ]);
});
