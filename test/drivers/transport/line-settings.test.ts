import { describe, expect, it } from 'vitest';
import { type LineSettings, lineSettingsOn } from '../../../src/drivers/transport/line-settings.ts';

/** `7E1` as it is written on setup sheets. */
function written(line: string): LineSettings {
  const [, bits = '', letter = '', stop = ''] = /^(\d)([NEOMS])([\d.]+)$/.exec(line) ?? [];
  const dataBits = ([5, 6, 7, 8] as const).find((one) => one === Number(bits));
  const stopBits = ([1, 1.5, 2] as const).find((one) => one === Number(stop));
  const parity = ({ N: 'none', E: 'even', O: 'odd', M: 'mark', S: 'space' } as const)[letter];
  if (dataBits === undefined || stopBits === undefined || parity === undefined) throw new Error(line);
  return { dataBits, stopBits, parity };
}

/** The bits of one character on the wire, without the start bit: low bit first, stop bits as halves. */
function wire(character: number, { dataBits, stopBits, parity }: LineSettings): string {
  const data = [...Array(dataBits).keys()].map((bit) => (character >> bit) & 1);
  const ones = data.reduce((sum, bit) => sum + bit, 0);
  const check = { none: '', even: `${ones % 2}`, odd: `${(ones + 1) % 2}`, mark: '1', space: '0' }[parity];
  const halves = [...data.join(''), ...check].map((bit) => bit.repeat(2)).join('');
  return halves + '1'.repeat(stopBits * 2);
}

const all = [5, 6, 7, 8].flatMap((bits) =>
  [...'NEOMS'].flatMap((parity) => ['1', '1.5', '2'].map((stop) => `${bits}${parity}${stop}`)),
);
const unix = (line: string) => lineSettingsOn('linux', written(line));

describe('the settings of a serial line', () => {
  it.each(['8N1', '7E1', '7O2', '8O1', '6N1', '5N1', '5E1'])('%s is opened as it stands', (line) => {
    expect(unix(line)).toEqual({ ok: true, value: written(line) });
  });

  it.each([
    ['7M1', '7N2'],
    ['8M1', '8N2'],
    ['6M1', '6N2'],
    ['7S1', '8N1'],
    ['7S2', '8N2'],
    ['6S1', '7N1'],
    ['5S1', '6N1'],
  ])('%s is opened as %s where the system has no such parity', (line, same) => {
    expect(unix(line)).toEqual({ ok: true, value: written(same) });
  });

  it('look the same on the wire however they are opened, for every character there is', () => {
    for (const line of all) {
      const opened = unix(line);
      // One and a half stop bits have no other spelling but "two" of five bits.
      if (!opened.ok || written(line).stopBits === 1.5) continue;
      const { dataBits } = written(line);
      for (let character = 0; character < 2 ** dataBits; character++) {
        expect(wire(character, opened.value)).toBe(wire(character, written(line)));
      }
    }
  });

  it('has one and a half stop bits for five data bits and nowhere else', () => {
    expect(unix('5N1.5')).toEqual({ ok: true, value: written('5N2') });
    expect(lineSettingsOn('win32', written('5N1.5'))).toEqual({ ok: true, value: written('5N1.5') });
    expect([unix('8N1.5'), unix('5N2')].map((one) => one.ok || one.error.field)).toEqual([
      'stopBits',
      'stopBits',
    ]);
  });

  it('names the field that a system has not', () => {
    const refused = (platform: string) =>
      all.flatMap((line) => {
        const opened = lineSettingsOn(platform, written(line));
        return opened.ok || /^[678].1\.5|^5.2/.test(line) ? [] : [`${line} ${opened.error.field}`];
      });
    expect(refused('win32')).toEqual([]);
    expect(refused('linux')).toEqual([
      '5M1 parity',
      '5M1.5 stopBits',
      '5S1.5 stopBits',
      '6M2 stopBits',
      '7M2 stopBits',
      '8M2 stopBits',
      '8S1 parity',
      '8S2 parity',
    ]);
    expect(refused('darwin')).toEqual(refused('linux'));
  });
});
