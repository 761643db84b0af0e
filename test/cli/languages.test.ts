import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { allCommands } from '../../src/cli/commands.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { caseProgram, caseReceipt, type LoyaltyCase, silverMember } from '../support/loyalty-case.ts';
import { folderOfFile } from './simulate/folder-of-file.ts';

const folder = folderOfFile();
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** What a command says on both streams, with plain spaces and without the folder of this test. */
async function tell(words: readonly string[], stdin = ''): Promise<string[]> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  streams.stdin.end(stdin);
  await runCommandLine(allCommands, words, streams, new AbortController().signal);
  const text = `${streams.stdout.read() ?? ''}${streams.stderr.read() ?? ''}`;
  return text.replaceAll('\u00a0', ' ').replaceAll(`${folder}/`, '').trimEnd().split('\n');
}

const inBoth = async (words: readonly string[], stdin?: string): Promise<[string[], string[]]> => [
  await tell([...words, '--language', 'ru'], stdin),
  await tell([...words, '--language', 'en'], stdin),
];

const written: LoyaltyCase = {
  name: '',
  expect: {},
  promotions: [{ when: { basket: { minAmount: 100_000 } }, then: [{ type: 'percentOff', percent: 10 }] }],
  lines: [{ price: 60_000 }, { price: 40_000 }],
};
const program = caseProgram(written);
const receipt = caseReceipt(written);
const programFile = file('program.json', program);
const bought = { program, member: silverMember, receipt, context: {} };
const back = (lines: object[], returned: object[] = []) =>
  file('return.json', { ...bought, return: lines, returned });

describe('what a command says', () => {
  it('of a return after which a ladder gives a lower step', async () => {
    const steps = [
      { from: 50_000, percent: 5 },
      { from: 100_000, percent: 10 },
    ];
    const ladder = { type: 'ladder', by: 'amount', steps } as const;
    const climbing = { ...bought, program: caseProgram({ ...written, promotions: [{ then: [ladder] }] }) };
    const path = file('ladder.json', { ...climbing, return: [{ id: '2', quantity: 1 }] });
    const [ru, en] = await inBoth(['return', path]);
    expect(ru?.slice(-2)).toEqual([
      '  больше не действуют акции: нет',
      '  ступень ниже: «Акция», 5 % вместо 10 %',
    ]);
    expect(en?.at(-1)).toBe('  a lower step: "Promotion", 5% instead of 10%');
  });

  it('of a return that takes a membership and a tier back', async () => {
    const clubs = [{ id: 'vip', name: { ru: 'Клуб', en: 'Club' }, sku: 'club-year', periodDays: 365 }];
    const sold = {
      ...bought,
      program: { ...program, promotions: [], clubs },
      receipt: {
        ...receipt,
        lines: [{ id: '1', sku: 'club-year', name: 'Club', quantity: 1, price: 9_000_000 }],
      },
    };
    const [ru, en] = await inBoth([
      'return',
      file('club.json', { ...sold, return: [{ id: '1', quantity: 1 }] }),
    ]);
    expect(ru?.slice(-2)).toEqual([
      '  клуб «Клуб»: снять дней: 365',
      '  уровень «Золото» больше не достигнут',
    ]);
    expect(en?.slice(-2)).toEqual([
      '  the club "Club": days taken: 365',
      '  the tier "Gold" is no longer reached',
    ]);
  });

  it('of a return, in both languages', async () => {
    expect(await inBoth(['return', back([{ id: '2', quantity: 1 }]), '--big-return', '36000'])).toEqual([
      [
        'Касса примет этот возврат только с ПИН-кодом управляющего.',
        'Точная доля того, что было оплачено (так касса проводит возврат, если не сказано иное):',
        '  вернуть деньгами 360 ₽, баллами: нет',
        '  снять начисленные баллы: 18 (баллы)',
        'То, что оплачено сверх цены остающегося:',
        '  вернуть деньгами 300 ₽, баллами: нет',
        '  снять начисленные баллы: 15 (баллы)',
        '  больше не действуют акции: «Акция»',
      ],
      [
        "A till takes this return only with a manager's PIN.",
        'The exact share of what was paid (what a till books unless told otherwise):',
        '  money back 360 ₽, points back none',
        '  earned points taken 18 (points)',
        'What was paid beyond the price of what stays:',
        '  money back 300 ₽, points back none',
        '  earned points taken 15 (points)',
        '  promotions no longer reached: "Promotion"',
      ],
    ]);
  });

  it('of points that a return should take and that are spent already', async () => {
    const second = { return: [{ id: '2', quantity: 1 }], balances: { main: 5 } };
    const shown = async (more: object) => inBoth(['return', file('short.json', { ...bought, ...more })]);
    const taken = (lines: readonly string[]): string[] => lines.slice(2, 5);
    const [ru, en] = await shown(second);
    expect(taken(ru)).toEqual([
      '  снять начисленные баллы: 18 (баллы)',
      '  этих баллов уже нет: 13 (баллы)',
      '  удержать за них 13 ₽, выдать 347 ₽',
    ]);
    expect(taken(en)).toEqual([
      '  earned points taken 18 (points)',
      '  points no longer there: 13 (points)',
      '  kept from the refund for them 13 ₽, paid out 347 ₽',
    ]);
    expect(en).toContain('  kept from the refund for them 10 ₽, paid out 290 ₽');
    const owing = await shown({ ...second, program: { ...program, clawback: 'debt' } });
    expect(owing.map((lines) => lines[4])).toEqual([
      '  участник останется должен их',
      '  the member goes on owing them',
    ]);
    const [, after] = await shown({ ...second, returned: [{ id: '1', quantity: 1 }], balances: { main: 0 } });
    expect(after[4]).toBe('  kept from the refund for them 18 ₽, paid out 342 ₽');
    const [json] = await inBoth(['return', file('short.json', { ...bought, ...second }), '--json']);
    expect(JSON.parse(json.join(''))).toMatchObject({
      clawback: 'withhold',
      settlement: {
        share: { withheld: 1300, refund: 34_700 },
        requote: { withheld: 1000, refund: 29_000 },
      },
    });
  });

  it.each([
    [
      [{ id: '9', quantity: 1 }],
      [],
      'в покупке нет строки «9». Возьмите id строки чека.',
      'the purchase has no line "9". Take the id of a line of the receipt.',
    ],
    [
      [
        { id: '1', quantity: 1 },
        { id: '1', quantity: 1 },
      ],
      [],
      'строка «1» названа дважды. Назовите её один раз, с общим количеством.',
      'line "1" is named twice. Name it once, with the whole quantity.',
    ],
    [
      [{ id: '1', quantity: 0.5 }],
      [],
      'строка «1» куплена поштучно и возвращается целыми штуками; вернуть можно ещё 1.',
      'line "1" was bought by the piece and comes back in whole pieces; 1 of it can still come back.',
    ],
    [
      [{ id: '1', quantity: 1 }],
      [{ id: '1', quantity: 1 }],
      'строки «1» возвращают больше, чем осталось; вернуть можно ещё 0.',
      'more of line "1" than is left of it; 0 of it can still come back.',
    ],
  ])('of a return that is refused: %j after %j', async (now, before, ru, en) => {
    expect(await inBoth(['return', back(now, before)])).toEqual([
      [`return.json: Возврат не принят: ${ru}`],
      [`return.json: The return is refused: ${en}`],
    ]);
  });

  it('of a file that is not JSON, or is not there', async () => {
    const broken = file('broken.json', '{\n  "a": 1,,\n}');
    expect(await inBoth(['return', broken])).toEqual([
      ['broken.json – не JSON: смотрите строку 2, столбец 10.'],
      ['broken.json is not JSON: look at line 2, column 10.'],
    ]);
    const cut = file('cut.json', '{"a": [1');
    expect(await inBoth(['quote', '--program', cut])).toEqual([
      ['cut.json – не JSON: текст обрывается на строке 1, столбце 9.'],
      ['cut.json is not JSON: it ends too early, at line 1, column 9.'],
    ]);
    expect(await inBoth(['return', join(folder, 'nowhere.json')])).toEqual([
      ['Файла nowhere.json нет. Проверьте путь.'],
      ['nowhere.json does not exist. Check the path.'],
    ]);
  });

  it('of a receipt in a stream: where it stops being JSON, and how a moment is written', async () => {
    const stdin = `\n{"a": oops}\n${JSON.stringify({ ...receipt, at: 'today' })}\n`;
    const [ru, en] = await inBoth(['quote', '--program', programFile], stdin);
    const told = (lines: string[]) =>
      lines
        .filter((line) => line.startsWith('{'))
        .map((line): { detail: string; errors?: object[] } => JSON.parse(line))
        .map(({ detail, errors = [] }) => [detail, ...errors]);
    expect(told(ru)).toEqual([
      ['Чек – не JSON: смотрите строку 2, столбец 7.'],
      [
        'Чек: не соответствует контракту.',
        { path: 'at', message: 'Нужен момент со сдвигом от UTC, например «2026-12-05T12:30:00+03:00».' },
      ],
    ]);
    expect(told(en)).toEqual([
      ['A receipt is not JSON: look at line 2, column 7.'],
      [
        'The receipt does not fit the contract.',
        {
          path: 'at',
          message: 'This must be a moment with its offset, such as "2026-12-05T12:30:00+03:00".',
        },
      ],
    ]);
  });

  it('of a simulation', async () => {
    const receipts = file('receipts.ndjson', `${JSON.stringify(receipt)}\n{"a": oops}\n`);
    const words = ['simulate', '--program', programFile, '--receipts', receipts, '--against', programFile];
    const [ru, en] = await inBoth(words);
    expect(ru[0]).toBe('Программа case: чеков 1, из них участников 0');
    expect(en[0]).toBe('Program case: 1 receipts, 0 of members');
    expect(ru.at(-1)).toBe(
      'Пропущено строк: 1; первая – строка 2: Не JSON: смотрите столбец 7. Список даст --refused ФАЙЛ.',
    );
    // Latin letters are left only in ids, codes and options.
    const english = ru.join(' ').match(/[a-z]{4,}/gi);
    expect(new Set(english)).toEqual(new Set(['case', 'JSON', 'refused']));
    expect(ru).toHaveLength(en.length);
  });

  it('of a wrong command line', async () => {
    expect(await inBoth(['return'])).toEqual([
      ['Укажите один файл с набором для расчёта и его "return".'],
      ['Give one file with a case and its "return".'],
    ]);
    expect(await tell(['quote', '--language', 'de'])).toEqual(['--language must be ru or en.']);
    expect(await tell(['quote', '--explain', 'de'])).toEqual(['--explain must be ru or en.']);
  });

  it('of a case that is wrong, in words when words are asked for', async () => {
    const wrong = file('wrong.json', { program: { ...program, currency: 5 }, receipt });
    const [russian] = await tell(['quote', '--explain', 'ru', '--case', wrong]);
    const [english] = await tell(['quote', '--explain', 'en', '--case', wrong]);
    for (const line of [russian, english]) expect(line).not.toContain('{');
    expect(russian).toMatch(/[а-я]/);
    expect(english).not.toMatch(/[а-я]/);
    expect((await tell(['quote', '--explain', 'ru', '--case', wrong])).join('\n')).toContain(
      '  currency: Должно быть: текст, а не 5.',
    );
    expect((await tell(['quote', '--case', wrong]))[0]).toContain('"code"');
  });

  it('of ready programs, in the language that is asked for', async () => {
    const [russian, english] = await inBoth(['templates']);
    expect(russian).toHaveLength(english.length);
    for (const line of russian) expect(line).toMatch(/[а-я]/);
    for (const line of english) expect(line).not.toMatch(/[а-я]/);
  });
});
