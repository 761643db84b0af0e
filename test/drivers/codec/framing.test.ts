import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFramer, type FrameEvent, type FramingRules } from '../../../src/drivers/codec/framing.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const show = (events: readonly FrameEvent[]): string[] =>
  events.map((event) =>
    event.kind === 'frame' ? Buffer.from(event.bytes).toString('latin1') : `! ${event.reason}`,
  );
const rules = (prefix: string, suffix: string, maxFrameBytes = 64): FramingRules => ({
  prefix: bytes(prefix),
  suffix: bytes(suffix),
  maxFrameBytes,
});

/** What a line of bytes yields, `|` standing for a silence as long as the gap. */
const framesOf = (line: string, framing: FramingRules): string[] => {
  const framer = createFramer(framing);
  return line.split('|').flatMap((part, index) => {
    const gap = index === 0 ? [] : framer.gap();
    return show([...gap, ...framer.push(bytes(part))]);
  });
};

describe('framing', () => {
  const cases: ReadonlyArray<[string, FramingRules, string, string[]]> = [
    ['CR LF ends a code', rules('', '\r\n'), '4601\r\n4602\r\n', ['4601', '4602']],
    [
      'CR configured, CR LF sent: the LF is no part of the next code',
      rules('', '\r'),
      '4601\r\n4602\r\n',
      ['4601', '4602'],
    ],
    ['empty lines are no codes', rules('', '\r'), '\r\r\n\r4601\r', ['4601']],
    [
      'STX and ETX frame a code and noise outside is dropped',
      rules('\x02', '\x03'),
      'zz\x0246\x03\x0247\x03',
      ['46', '47'],
    ],
    [
      'STX sent again: the code cut short before it is dropped',
      rules('\x02', '\x03'),
      '\x0229\x022900\x03',
      ['2900'],
    ],
    ['STX sent twice', rules('\x02', '\x03'), '\x02\x022900\x03', ['2900']],
    ['a printable prefix may be in the code again', rules('K', '\r'), 'K29K00\r', ['29K00']],
    ['a frame without its prefix is reported', rules('\x02', '\x03'), '46\x03', ['! no-prefix']],
    ['without suffix a silence ends the code', rules('', ''), '4601|4602|', ['4601', '4602']],
    [
      'a code whose suffix never came is reported, not handed on by half',
      rules('', '\r'),
      '46011|4602\r',
      ['! no-suffix', '4602'],
    ],
    [
      'a code beyond the bound is reported once and skipped to its suffix',
      rules('', '\r', 8),
      `${'9'.repeat(50)}\r4602\r`,
      ['! too-long', '4602'],
    ],
    [
      'without suffix a code beyond the bound is skipped to the silence',
      rules('', '', 8),
      `${'9'.repeat(50)}|4602|`,
      ['! too-long', '4602'],
    ],
    ['FNC1 inside a code stays', rules('', '\r'), '01046\x1d21A\r', ['01046\x1d21A']],
  ];

  it.each(cases)('%s', (_name, framing, line, expected) => {
    expect(framesOf(line, framing)).toEqual(expected);
  });

  it('finds a suffix that lies across the border of a full buffer', () => {
    expect(framesOf('1234567\r\n46\r\n', rules('', '\r\n', 8))).toEqual(['! too-long', '46']);
    expect(framesOf('123456789\r\n46\r\n', rules('', '\r\n', 8))).toEqual(['! too-long', '46']);
  });

  it('gives the same frames however the bytes are cut into portions', () => {
    const alphabet = fc.constantFrom('1', '9', 'K', '\x02', '\x03', '\r', '\n', '\x1d', '\xef');
    const framing = fc.constantFrom(
      rules('', '\r', 9),
      rules('', '\r\n', 9),
      rules('\x02', '\x03', 9),
      rules('', '', 9),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(alphabet, fc.boolean()), { maxLength: 80 }),
        framing,
        (stream, framingRules) => {
          const whole = createFramer(framingRules);
          const expected = show([...whole.push(bytes(stream.map(([one]) => one).join(''))), ...whole.gap()]);
          const cut = createFramer(framingRules);
          const events: FrameEvent[] = [];
          let portion = '';
          for (const [one, endsPortion] of stream) {
            portion += one;
            if (endsPortion) {
              events.push(...cut.push(bytes(portion)));
              portion = '';
            }
          }
          events.push(...cut.push(bytes(portion)), ...cut.gap());
          expect(show(events)).toEqual(expected);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('never holds more than its bound, whatever arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
        const framer = createFramer(rules('\x02', '\r\n', 32));
        for (const chunk of chunks) {
          for (const event of framer.push(chunk)) {
            if (event.kind === 'frame') expect(event.bytes.length).toBeLessThanOrEqual(32);
          }
          expect(framer.pendingBytes()).toBeLessThanOrEqual(32);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
