import { describe, expect, it } from 'vitest';
import {
  goodsColumns,
  memberColumns,
  moneyToMinor,
  unknownColumns,
} from '../../../src/cli/commands/import-columns.ts';
import { goodsImportSchema, memberImportSchema } from '../../../src/contracts/manage.ts';

describe('columns of a bulk load', () => {
  it.each([
    ['89,90', 8990],
    ['89.9', 8990],
    ['1 234,50', 123450],
    ['89', 8900],
    ['0,29', 29],
    ['89,901', '89,901'],
    ['free', 'free'],
    ['-5', '-5'],
  ])('read money %s as %s', (text, expected) => {
    expect(moneyToMinor(text)).toBe(expected);
  });

  it('make a member that the hub takes, leaving empty columns out', () => {
    const row = memberColumns.toRow({
      phone: '+7 912 345-67-89',
      cards: '1;2',
      firstName: ' Анна ',
      tier: '',
      spend: '1200,50',
      'points:main': '70',
      'points:gold': '',
    });
    expect(row).toEqual({
      phone: '+7 912 345-67-89',
      cards: ['1', '2'],
      firstName: 'Анна',
      spendMinor: 120050,
      points: { main: 70 },
    });
    expect(memberImportSchema.safeParse(row).success).toBe(true);
  });

  it('make goods that the hub takes', () => {
    const row = goodsColumns.toRow({
      sku: '1',
      name: 'Сыр',
      price: '799,90',
      weighed: 'да',
      barcodes: '46|47',
    });
    expect(goodsImportSchema.safeParse(row).success).toBe(true);
    expect(row).toMatchObject({ priceMinor: 79990, weighed: true, barcodes: ['46', '47'] });
  });

  it('name what is not known', () => {
    expect(unknownColumns(memberColumns, ['id', 'telephone', 'points:main', 'points:'])).toEqual([
      'telephone',
      'points:',
    ]);
  });
});
