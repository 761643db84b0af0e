import { describe, expect, it } from 'vitest';
import { parseTillConfig } from '../../src/agent/till-config.ts';
import { makers } from '../../src/drivers/discover/makers.ts';
import { demoRecogniserRules } from '../../src/drivers/recogniser/demo-rules.ts';
import { recogniserRulesSchema } from '../../src/drivers/recogniser/rules.ts';
import { scannerPresets } from '../../src/drivers/scanner-presets.ts';
import { familyProfiles } from '../../src/receipts/escpos/find-profile.ts';
import type { PrinterProfile } from '../../src/receipts/escpos/profile.ts';
import { modelProfiles } from '../../src/receipts/escpos/profiles/models.ts';
import { printable } from '../../src/receipts/printable.ts';
import { filesBelow, textOf } from '../support/repository.ts';
import { blocksOf, codeWords, proseOf, tableBelow } from './doc-blocks.ts';

const page = 'docs/devices.md';
const ofKind = (info: string) => blocksOf(page).filter((block) => block.info === info);
const sources = [...filesBelow('src/drivers', /\.ts$/), 'src/agent/device-status-view.ts']
  .map(textOf)
  .join('\n');

const qrWords = { native: 'yes', raster: 'as a picture', none: 'none' } as const;
const rowOf = ({ id, columns, codePage, qr, cut }: PrinterProfile): string[] => [
  id,
  String(columns),
  codePage === null ? 'none: Latin spelling' : `${codePage.encoding}, page ${codePage.number}`,
  qrWords[qr],
  cut,
];

describe('the page about devices', () => {
  it.each(ofKind('json config'))('shows a config that a till takes (line $line)', ({ text }) => {
    const parsed = parseTillConfig(JSON.parse(text));
    expect(parsed.ok ? [] : parsed.error).toEqual([]);
  });

  it('shows recogniser rules that are in force in every chain', () => {
    const [block] = ofKind('json rules');
    const rules = recogniserRulesSchema.parse(JSON.parse(block?.text ?? 'null'));
    const meaning = rules.rules.map(({ id: _id, ...rule }) => rule);
    const inForce = demoRecogniserRules.rules
      .filter(({ id }) => id !== 'card-code128')
      .map(({ id: _id, ...rule }) => rule);
    expect(meaning).toEqual(inForce);
  });

  it('has no JSON that no test reads', () => {
    const read = [...ofKind('json config'), ...ofKind('json rules')].length;
    expect(read).toBeGreaterThan(3);
    expect(blocksOf(page).filter(({ info }) => info.startsWith('json'))).toHaveLength(read);
  });

  it.each([
    ['profile', familyProfiles],
    ['model', modelProfiles],
  ])('lists every printer %s as it is', (column, profiles) => {
    const rows = tableBelow(page, '## Printers', column).map(([id = '', , columns, cyrillic, qr, cut]) => [
      codeWords(id)[0],
      columns,
      cyrillic,
      qr,
      cut,
    ]);
    expect(rows).toEqual(profiles.map(rowOf));
  });

  it('lists every scanner preset with its line settings', () => {
    const listed = tableBelow(page, '## Scanners', 'preset').map(([name = '']) => codeWords(name)[0]);
    expect(listed.toSorted()).toEqual(Object.keys(scannerPresets).toSorted());
    for (const [name = '', line = ''] of tableBelow(page, '## Scanners', 'preset')) {
      const known = Object.entries(scannerPresets).find(([id]) => id === codeWords(name)[0]);
      expect(known?.[0]).toBe(codeWords(name)[0]);
      if (known === undefined) continue;
      const { baudRate, dataBits, parity, stopBits, rtscts, xonxoff } = known[1];
      const letter = { none: 'N', even: 'E', odd: 'O' }[parity];
      const flow = `${rtscts ? ', RTS/CTS' : ''}${xonxoff ? ', XON/XOFF' : ''}`;
      expect(line).toBe(`${baudRate} ${dataBits}${letter}${stopBits}${flow}`);
    }
  });

  it('comes with udev rules for every make that the product finds at USB', () => {
    const allowed = (device: string): string[] =>
      [...textOf('docs/70-kopilka.rules').matchAll(/^KERNEL=="(\w+)\*".*idVendor\}=="([0-9a-f]{4})"/gm)]
        .filter(([, kernel]) => kernel === device)
        .map(([, , id = '']) => id);
    const known = (what: 'scanner' | 'printer'): string[] =>
      [...makers].flatMap(([id, maker]) =>
        maker[what] === undefined ? [] : [id.toString(16).padStart(4, '0')],
      );
    expect(allowed('hidraw')).toEqual(known('scanner'));
    expect(allowed('lp')).toEqual(known('printer'));
  });

  it('names only reasons that the devices give, and every fault of a line or a printer', () => {
    const listed = tableBelow(page, '## States and reasons', 'reason').flatMap(([cell = '']) =>
      codeWords(cell),
    );
    expect(listed.filter((reason) => !sources.includes(`'${reason}'`))).toEqual([]);
    const unions = [
      /export type ChannelFault =([^;]+);/.exec(textOf('src/drivers/transport/byte-channel.ts'))?.[1],
      /export type PrinterTrouble =([^;]+);/.exec(textOf('src/drivers/printer/printer-status.ts'))?.[1],
    ];
    const faults = unions.flatMap((union) =>
      [...(union ?? '').matchAll(/'([a-z-]+)'/g)].map((match) => match[1] ?? ''),
    );
    expect(faults.length).toBeGreaterThan(8);
    expect(faults.filter((fault) => !listed.includes(fault))).toEqual([]);
  });

  it('says truly what is printed instead of a character', () => {
    const line = proseOf(page).find((text) => text.startsWith('**What is rewritten.**')) ?? '';
    const pairs: (readonly [string, string])[] = [
      ['₽', 'руб.'],
      ['«', '"'],
      ['−', '-'],
      ['…', '...'],
      ['•', '*'],
    ];
    for (const [from, to] of pairs) {
      expect(line).toContain(from);
      expect(line).toContain(`\`${to}\``);
      expect(printable(from, 'cyrillic')).toBe(to);
    }
  });
});
