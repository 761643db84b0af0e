import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { simulateCommand } from '../../../src/cli/commands/simulate.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { folderOfFile } from './folder-of-file.ts';
import { fourReceipts, programInput, receiptOf } from './shop-receipts.ts';

const folder = folderOfFile();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const lines = (values: readonly object[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

const programFile = file('program.json', JSON.stringify(programInput));
const receiptsFile = file('receipts.ndjson', lines(fourReceipts));

async function simulate(...words: string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const streams = { stdin: new PassThrough(), stdout, stderr };
  const signal = new AbortController().signal;
  const code = await runCommandLine([simulateCommand], ['simulate', ...words], streams, signal);
  return { code, out: String(stdout.read() ?? ''), error: String(stderr.read() ?? '') };
}

const simulateJson = async (...words: string[]) => {
  const { code, out } = await simulate('--program', programFile, '--json', ...words);
  expect(code).toBe(0);
  return JSON.parse(out);
};

describe('kopilka simulate', () => {
  it('adds up four receipts to the sums found by hand', async () => {
    const { simulation, refusedLines } = await simulateJson('--receipts', receiptsFile);
    expect(refusedLines).toBe(0);
    expect(simulation).toMatchObject({
      program: 'corner',
      receipts: 4,
      memberReceipts: 3,
      grossMinor: 189_000,
      discountMinor: 8000,
      discountBasisPoints: 423,
      paidWithPointsMinor: 2000,
      netMinor: 179_000,
    });
    expect(simulation.wallets).toEqual([
      {
        wallet: 'main',
        name: { en: 'points' },
        scale: 0,
        given: 170,
        givenValueMinor: 17_000,
        redeemed: 20,
        redeemedValueMinor: 2000,
        givenByTier: 85,
        givenByChoices: 0,
      },
    ]);
  });

  it('says who gains in money and points: receipts, guests, members, each tier and the tenth that gets most', async () => {
    const { simulation } = await simulateJson('--receipts', receiptsFile);
    // By hand, discount and points: 10; 70 and 112; 50; 8 roubles for the goods paid with money, twenty with points.
    const [first, second, third, fourth] = [1000, 7000 + 11_200, 5000, 800];
    const ofMembers = {
      count: 2,
      withGain: 2,
      withGainBasisPoints: 10_000,
      averageGainMinor: (second + third + fourth) / 2,
      top: { count: 1, gainMinor: second + third, basisPoints: 9667 },
    };
    expect(simulation.gains).toEqual({
      receipts: {
        count: 4,
        withGain: 4,
        withGainBasisPoints: 10_000,
        averageGainMinor: (first + second + third + fourth) / 4,
        top: { count: 1, gainMinor: second, basisPoints: 7280 },
      },
      guests: {
        count: 1,
        withGain: 1,
        withGainBasisPoints: 10_000,
        averageGainMinor: first,
        top: { count: 1, gainMinor: first, basisPoints: 10_000 },
      },
      members: ofMembers,
      tiers: [{ tier: 'silver', name: { en: 'Silver' }, ...ofMembers }],
    });
  });

  it('gives points as a gain where nothing is taken off', async () => {
    const bonus = { ...programInput, promotions: [] };
    const path = file('bonus.json', JSON.stringify(bonus));
    const { out } = await simulate('--program', path, '--receipts', receiptsFile, '--json');
    const { gains, discountMinor } = JSON.parse(out).simulation;
    expect(discountMinor).toBe(0);
    expect([gains.members.withGain, gains.members.top.gainMinor > 0, gains.guests.withGain]).toEqual([
      2,
      true,
      0,
    ]);
  });

  it('says of each promotion what it did, what it cost and why it did not apply', async () => {
    const { simulation } = await simulateJson('--receipts', receiptsFile);
    const unpaid = { points: {}, pointsValueMinor: 0 };
    expect(simulation.sources).toEqual([
      {
        id: 'milk-10',
        name: { en: 'Milk' },
        kind: 'promotion',
        uses: 2,
        costMinor: 3000,
        ...unpaid,
        basketWithMinor: 64_500,
        basketWithoutMinor: 30_000,
        rejected: {},
      },
      {
        id: 'big-50',
        name: { en: 'Big basket' },
        kind: 'promotion',
        uses: 1,
        costMinor: 5000,
        ...unpaid,
        basketWithMinor: 119_000,
        basketWithoutMinor: 23_333,
        rejected: { 'basket-amount': 3 },
      },
      {
        id: 'club-5',
        name: { en: 'More points' },
        kind: 'promotion',
        uses: 3,
        costMinor: 0,
        points: { main: 85 },
        pointsValueMinor: 8500,
        basketWithMinor: 59_667,
        basketWithoutMinor: 10_000,
        rejected: { 'not-a-member': 1 },
      },
    ]);
  });

  it('counts the discounts that no promotion gave', async () => {
    const rounded = { ...programInput, receipt: { roundTotalDownTo: 10_000 } };
    const path = file('rounded.json', JSON.stringify(rounded));
    const { out } = await simulate('--program', path, '--receipts', receiptsFile, '--json');
    const { simulation } = JSON.parse(out);
    const costs = simulation.sources.map(({ costMinor }: { costMinor: number }) => costMinor);
    // 90 roubles become 0 and 1,120 become 1,100; the others are whole hundreds.
    expect(simulation.sources.at(-1)).toMatchObject({
      id: 'rounding',
      kind: 'rounding',
      uses: 2,
      costMinor: 11_000,
    });
    expect(costs.reduce((sum: number, cost: number) => sum + cost, 0)).toBe(simulation.discountMinor);
  });

  it('shows what a second program would change', async () => {
    const [milk, ...others] = programInput.promotions ?? [];
    const next = {
      ...programInput,
      promotions: [
        { ...milk, then: [{ type: 'percentOff', percent: 20, of: { category: ['milk'] } }] },
        ...others,
      ],
    };
    const nextFile = file('next.json', JSON.stringify(next));
    const { against, difference } = await simulateJson('--receipts', receiptsFile, '--against', nextFile);
    expect(against.discountMinor).toBe(11_000);
    expect(difference).toEqual({
      discountMinor: 3000,
      paidWithPointsMinor: 0,
      netMinor: -3000,
      givenValueMinor: -200,
      receiptsWithGain: 0,
      membersWithGain: 0,
      sources: [
        { id: 'milk-10', uses: 0, costMinor: 3000, pointsValueMinor: 0 },
        { id: 'club-5', uses: 0, costMinor: 0, pointsValueMinor: -100 },
      ],
    });
  });

  it('leaves out lines it cannot use, counts them and lists them by their number', async () => {
    const path = file(
      'mixed.ndjson',
      [
        JSON.stringify(fourReceipts[0]),
        '{"purchaseId": ',
        '',
        JSON.stringify({ receipt: receiptOf('p5', []), membr: null }),
        JSON.stringify(receiptOf('p6', [['milk', -1, 100]])),
        '[]',
      ].join('\r\n'),
    );
    const refusedFile = join(folder, 'refused.ndjson');
    const run = await simulate(
      '--program',
      programFile,
      '--receipts',
      path,
      '--refused',
      refusedFile,
      '--json',
    );
    expect(run.code).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({
      refusedLines: 4,
      simulation: { receipts: 1, discountMinor: 1000 },
    });
    const told = readFileSync(refusedFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(told.map(({ line, code }) => [line, code])).toEqual([
      [2, 'malformed-json'],
      [4, 'invalid'],
      [5, 'invalid'],
      [6, 'invalid'],
    ]);
    // The number of the line in the file stands beside it: here only the place in the line is told.
    expect(told[0].detail).toBe('Not JSON: it ends too early, at column 15.');
    expect(told[1].detail).toContain('membr');
    expect(told[2].errors[0].path).toBe('lines[0].quantity');
    expect(run.error).toContain('4 lines were left out; the first is line 2');
  });

  it('fails when no line of the file could be used', async () => {
    const path = file('garbage.ndjson', 'hello\nthere\n');
    const run = await simulate('--program', programFile, '--receipts', path);
    expect(run.code).toBe(1);
    expect(run.error).toContain('2 lines were left out');
  });

  it('prints a table for people, with sums in money', async () => {
    const { code, out } = await simulate('--program', programFile, '--receipts', receiptsFile);
    expect(code).toBe(0);
    expect(out).toContain('Program corner: 4 receipts, 3 of members');
    expect(out).toMatch(/discounts\s+80\u00a0₽\s+4\.2 %/);
    expect(out).toMatch(/Big basket\s+1\s+50\u00a0₽.*233\.33\u00a0₽\s+the amount does not fit: 3/);
  });

  it('prints it in Russian with names, reasons in words and points as people count them', async () => {
    const names = ['Молоко', 'Большой чек', 'Большой чек'];
    const russian = {
      ...programInput,
      wallets: [{ id: 'main', name: { ru: 'Баллы' }, value: 100, scale: 2, redeem: {} }],
      tiers: [{ id: 'silver', name: { ru: 'Серебро' }, earnPercent: 5 }],
      promotions: programInput.promotions?.map((one, i) => ({ ...one, name: { ru: names[i] ?? '' } })),
    };
    const path = file('russian.json', JSON.stringify(russian));
    const words = ['--program', path, '--receipts', receiptsFile, '--language', 'ru'];
    const { code, out } = await simulate(...words);
    expect(code).toBe(0);
    expect(out).toMatch(/Молоко\s+2\s/);
    // Two of one name are told apart by their ids.
    expect(out).toMatch(/Большой чек \(big-50\).*сумма чека не подходит: 3/);
    expect(out).toMatch(/Большой чек \(club-5\).*только для участников: 1/);
    expect(out).toMatch(/Баллы\s+171,98\s+171,98\u00a0₽/);
    expect(out).toMatch(/ {4}Серебро\s+2\s+2\s+100,0 %/);
    expect(out).toContain(
      'Каждый чек посчитан сам по себе: лимиты, баллы и уровни от чека к чеку не переносятся.',
    );
    expect(out).not.toMatch(/basket-amount|not-a-member|наименьших/);
  });

  it('answers an empty file with zeros', async () => {
    const { simulation } = await simulateJson('--receipts', file('empty.ndjson', ''));
    expect(simulation).toMatchObject({ receipts: 0, discountBasisPoints: null, grossMinor: 0 });
    expect(simulation.sources[0]).toMatchObject({ uses: 0, basketWithMinor: null, basketWithoutMinor: null });
  });

  it('refuses wrong usage and files it cannot read, each with one sentence and nothing printed', async () => {
    const program = ['--program', programFile];
    const wrong: [number, string, string[]][] = [
      [2, '--receipts is missing', program],
      [2, '--jobs is a whole number', [...program, '--receipts', receiptsFile, '--jobs', '0']],
      [1, 'does not exist', [...program, '--receipts', join(folder, 'nowhere')]],
      [1, 'is not a plain file', [...program, '--receipts', folder]],
      [1, 'is not valid', ['--program', file('wrong.json', '{}'), '--receipts', receiptsFile]],
      [1, 'is not JSON', ['--program', file('text.json', 'x'), '--receipts', receiptsFile]],
      [
        1,
        'cannot be written',
        [...program, '--receipts', receiptsFile, '--refused', join(folder, 'no', 'where')],
      ],
    ];
    for (const [code, sentence, words] of wrong) {
      const run = await simulate(...words);
      expect([run.code, run.out]).toEqual([code, '']);
      expect(run.error).toContain(sentence);
    }
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });

  it('refuses sums that are no longer exact', async () => {
    const dear = receiptOf('p9', [['bread', 1, 10_000_000_000]]);
    const line = {
      ...dear,
      lines: Array.from({ length: 1000 }, (_, i) => ({
        ...dear.lines[0],
        id: String(i),
        amount: 100_000_000_000,
      })),
    };
    const path = file('dear.ndjson', lines(Array.from({ length: 100 }, () => line)));
    const run = await simulate('--program', programFile, '--receipts', path);
    expect([run.code, run.out]).toEqual([1, '']);
    expect(run.error).toContain('too large to be told exactly');
  });
});
