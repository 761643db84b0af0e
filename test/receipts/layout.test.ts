import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutSlip } from '../../src/receipts/layout.ts';
import { loyaltySlip } from '../../src/receipts/loyalty-slip.ts';
import { columnsBlock, type SlipModel, textBlock } from '../../src/receipts/model.ts';
import { slipText } from '../../src/receipts/text.ts';
import { fullSlip, fullSlipEnglish, guestSlip } from './slip-fixtures.ts';

describe('layout', () => {
  const lines = (model: SlipModel, columns: number): string[] => slipText(model, columns);

  it('leads the eye from name to figure', () => {
    expect(lines([columnsBlock('Скидка', '-36,00')], 20)).toEqual(['Скидка ...... -36,00']);
    expect(lines([columnsBlock('Скидка', '-36,00', { leader: 'space' })], 20)).toEqual([
      'Скидка        -36,00',
    ]);
  });
  it('wraps a long name and sets the figure beside its end', () => {
    expect(lines([columnsBlock('Молоко и сыр на выходных', '-36,00')], 20)).toEqual([
      'Молоко и сыр',
      'на выходных   -36,00',
    ]);
  });
  it('gives a figure as wide as the paper a line of its own', () => {
    expect(lines([columnsBlock('Участник', 'Константинопольский')], 20)).toEqual([
      'Участник',
      ' Константинопольский',
    ]);
  });
  it('counts the paper of double width in halves', () => {
    const model = [textBlock('КОПИЯ СЛИПА', { size: 'large', align: 'center' })];
    expect(layoutSlip(model, 20).map((item) => (item.kind === 'line' ? item.text : ''))).toEqual([
      'КОПИЯ',
      'СЛИПА',
    ]);
  });

  it('keeps every slip within any paper, and every word on it', () => {
    const models = [loyaltySlip(fullSlip), loyaltySlip(fullSlipEnglish), loyaltySlip(guestSlip)];
    fc.assert(
      fc.property(fc.constantFrom(...models), fc.integer({ min: 20, max: 64 }), (model, columns) => {
        const text = slipText(model, columns);
        expect(text.filter((line) => line.length > columns)).toEqual([]);
        expect(text.join(' ').replace(/\s+/g, ' ')).toContain(
          model === models[0] ? 'обновится сам, когда связь вернётся.' : '',
        );
      }),
    );
  });
});

describe('the loyalty slip', () => {
  const textOf = (input: typeof fullSlip): string => slipText(loyaltySlip(input), 42).join('\n');

  it('names every discount and calls the rest other discounts', () => {
    const text = textOf({ ...fullSlip, totals: { ...fullSlip.totals, discountMinor: 16_000 } });
    expect(text).toMatch(/Прочие скидки \.+ -0,55/);
  });
  it('shows one sum where no promotion has a name', () => {
    expect(textOf({ ...fullSlip, discounts: [] })).toMatch(/Скидка \.+ -159,45/);
  });
  it('says nothing of discounts, points and messages that are not there', () => {
    const text = textOf(guestSlip);
    expect(text).not.toMatch(/Скид|Сумма без|Оплачено|Баланс|Участник|связи/);
    expect(text).toContain('Копите баллы');
  });
  it('tells a guest without a join page what to do', () => {
    expect(textOf({ ...guestSlip, joinUrl: null })).toContain('Назовите кассиру номер телефона');
  });
  it('shows the debt of a member who overspent', () => {
    const [first] = fullSlip.points;
    if (first === undefined) throw new Error('the fixture has a wallet');
    expect(textOf({ ...fullSlip, points: [{ ...first, asOf: null, balance: -30 }] })).toMatch(
      /Баланс \.+ -30/,
    );
  });
  it('writes points of a wallet with decimals', () => {
    const [first] = fullSlip.points;
    if (first === undefined) throw new Error('the fixture has a wallet');
    expect(textOf({ ...fullSlip, points: [{ ...first, scale: 2, earned: 1234 }] })).toMatch(
      /Начислено \.+ \+12,34/,
    );
  });
  it('leaves no Cyrillic in an English slip', () => {
    expect(textOf(fullSlipEnglish)).not.toMatch(/[а-яё]/i);
  });
});
