import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quoteSchema } from '../../../src/contracts/quote.ts';
import { runCli } from '../../support/processes.ts';
import { textOf } from '../../support/repository.ts';

const casePath = (name: string): string => `test/contract-examples/cases/${name}.json`;
const example: { program: unknown; member: unknown; receipt: Record<string, unknown> } = JSON.parse(
  textOf(casePath('01-percent-off-and-tier-earning')),
);
const folder = mkdtempSync(join(tmpdir(), 'kopilka-quote-'));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const linesOf = (text: string): string[] => text.trimEnd().split('\n');

describe('kopilka quote', () => {
  it('prints one quote for each case, and a problem document in place of one that fails', async () => {
    const broken = file('broken.json', { ...example, receipt: { ...example.receipt, lines: 'none' } });
    const good = casePath('01-percent-off-and-tier-earning');
    const result = await runCli(['quote', '--case', good, broken, join(folder, 'absent.json'), good]);
    const lines = linesOf(result.out).map((line): Record<string, unknown> => JSON.parse(line));
    expect(lines.map((line) => line.code ?? line.purchaseId)).toEqual([
      'P-1',
      'invalid',
      'malformed-json',
      'P-1',
    ]);
    expect(quoteSchema.parse(lines[0]).totals.net).toBe(14384);
    expect(result.code).toBe(1);
  });

  it('reads receipts line by line and goes on after a bad one', async () => {
    const words = [
      'quote',
      '--program',
      file('program.json', example.program),
      '--member',
      file('member.json', example.member),
    ];
    const stdin = `${JSON.stringify(example.receipt)}\n{oops\n\n${JSON.stringify({ ...example.receipt, purchaseId: 'P-2' })}\n`;
    const result = await runCli(words, stdin);
    const lines = linesOf(result.out).map((line): Record<string, unknown> => JSON.parse(line));
    expect(lines.map((line) => line.code ?? line.purchaseId)).toEqual(['P-1', 'malformed-json', 'P-2']);
  });

  it('says in words what was given and what is missing', async () => {
    const paths = [casePath('01-percent-off-and-tier-earning'), casePath('13-how-much-more')];
    const { out } = await runCli(['quote', '--explain', 'ru', '--case', ...paths]);
    // Amounts keep their currency beside them by a space that does not break.
    expect(out.replaceAll('\u00a0', ' ')).toBe(
      [
        'P-1',
        '  Item 1: −35,96 ₽: milk-20; итого 143,84 ₽; баллы: +7',
        '  к оплате 143,84 ₽, скидка 35,96 ₽',
        '  баллы: +7 (уровень «Серебро»)',
        '  до уровня «Золото» ещё 64 856,16 ₽',
        'P-1',
        '  Item 1: 1 850 ₽, без скидки; ещё 150 ₽ до «big»',
        '  к оплате 1 850 ₽',
        '',
      ].join('\n'),
    );
  });

  it('names the line and the column at which a file stops being JSON', async () => {
    const path = join(folder, 'comma.json');
    writeFileSync(path, '{\n  "schema": 1,\n  "id": "x",,\n}');
    const result = await runCli(['quote', '--program', path]);
    expect(result.error).toContain('comma.json is not JSON: look at line 3, column 13.');
    writeFileSync(path, '{"a": tru}');
    expect((await runCli(['quote', '--program', path])).error).toContain('look at line 1, column 10.');
    writeFileSync(path, '{"schema": [1');
    expect((await runCli(['quote', '--program', path])).error).toContain(
      'it ends too early, at line 1, column 14.',
    );
  });

  it('says of a moment in words how it is written', async () => {
    const wrong = { ...example, receipt: { ...example.receipt, at: 'today' } };
    const { out } = await runCli(['quote', '--case', file('when.json', wrong)]);
    expect(out).toContain('such as \\"2026-12-05T12:30:00+03:00\\"');
  });

  it('refuses a wrong program with the place of the fault', async () => {
    const wrong = structuredClone(example.program) as { promotions: { then: { percent: number }[] }[] };
    const effect = wrong.promotions[0]?.then[0];
    if (effect !== undefined) effect.percent = -5;
    const result = await runCli(['quote', '--program', file('wrong.json', wrong)]);
    expect(result.code).toBe(1);
    expect(result.error).toContain(
      'promotions[0].then[0].percent: -5 is too small: at least 0. Expected: a percent from 0 to 1000',
    );
    const russian = await runCli(['quote', '--explain', 'ru', '--program', file('wrong.json', wrong)]);
    const list = await runCli(['quote', '--program', file('list.json', [])]);
    expect(list.error).toContain('  the document: This must be an object in braces, not a list.');
    const aCase = await runCli(['quote', '--program', casePath('01-percent-off-and-tier-earning')]);
    expect(aCase).toMatchObject({ code: 1, out: '' });
    expect(aCase.error).toContain('quote --case');
    expect(russian.error).toContain('promotions[0].then[0].percent: -5: слишком мало, не меньше 0.');
  });
});

describe('kopilka templates', () => {
  it('lists programs to start from and prints one that the engine takes', async () => {
    const list = await runCli(['templates', '--json']);
    const ids = (JSON.parse(list.out) as { id: string }[]).map((template) => template.id);
    expect(ids).toContain('three-tiers');
    const one = await runCli(['templates', 'three-tiers']);
    const quoted = await runCli(
      ['quote', '--program', file('three.json', JSON.parse(one.out))],
      `${JSON.stringify(example.receipt)}\n`,
    );
    expect(quoted).toMatchObject({ code: 0, error: '' });
    expect((await runCli(['templates', 'nothing'])).error).toContain('three-tiers');
  });
});

describe('kopilka return', () => {
  const threshold = JSON.parse(textOf(casePath('15-receipt-percent-is-one-sum')));

  it('shows both policies when the rest no longer reaches a threshold', async () => {
    const program = structuredClone(threshold.program);
    program.promotions = [
      {
        id: 'big',
        name: { ru: 'big', en: 'big' },
        priority: 1,
        when: { basket: { of: {}, minAmount: 100000 } },
        then: [{ type: 'percentOff', percent: 10, of: {} }],
      },
    ];
    const line = (id: string, price: number) => ({
      ...threshold.receipt.lines[0],
      id,
      price,
      quantity: 1,
      minPrice: null,
    });
    const receipt = { ...threshold.receipt, lines: [line('1', 60000), line('2', 40000)], redeem: null };
    const purchase = { program, member: null, receipt, context: {}, return: [{ id: '2', quantity: 1 }] };
    const shown = await runCli(['return', file('return.json', purchase), '--json']);
    // 1000 less 10 % was paid: 900. The second line's share is 360; 600 alone costs 600, so only 300 would come back.
    expect(JSON.parse(shown.out)).toMatchObject({
      share: { totals: { net: 36000 } },
      requote: { totals: { net: 30000 }, lost: ['big'] },
      needsPin: false,
    });
    const asked = async (limit: string): Promise<string> =>
      (await runCli(['return', file('return.json', purchase), '--big-return', limit])).out;
    expect(await asked('36000')).toContain("A till takes this return only with a manager's PIN.");
    expect(await asked('36001')).not.toContain('PIN');
    expect(await asked('none')).not.toContain('PIN');
    const twice = await runCli(['return', file('twice.json', { ...purchase, returned: purchase.return })]);
    expect(twice).toMatchObject({ code: 1, out: '' });
    expect(twice.error).toContain('more of line "2" than is left of it; 0 of it can still come back.');
    const other = await runCli([
      'return',
      file('other.json', { ...purchase, return: [{ id: '9', quantity: 1 }] }),
    ]);
    expect(other.error).toContain('the purchase has no line "9". Take the id of a line of the receipt.');
  });
});
