import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createHidPosReader,
  type HidPosLayout,
  type ReportEvent,
} from '../../../src/drivers/codec/hid-pos-report.ts';
import { propertySettings } from '../../support/property-runs.ts';

/** A report as the makers' manuals draw it. */
function report(layout: HidPosLayout, data: string, aim: string, continued = false): Uint8Array {
  const bytes = new Uint8Array(64).fill(0xee);
  const from = layout === 'without-aim' ? 2 : layout === 'honeywell' ? 5 : 6;
  bytes[0] = 2;
  bytes[1] = data.length;
  if (layout !== 'without-aim') bytes.set(Buffer.from(aim, 'latin1'), from - 3);
  bytes.set(Buffer.from(data, 'latin1'), from);
  bytes[63] = continued ? 0x01 : 0x00;
  return bytes;
}
const shown = (events: readonly ReportEvent[]): string[] =>
  events.map((event) =>
    event.kind === 'scan'
      ? `${event.scan.aim}:${Buffer.from(event.scan.data).toString('latin1')}`
      : `! ${event.reason}`,
  );

describe('HID POS reports', () => {
  it.each([
    ['honeywell', ']E0', '4601234567893', 'E0:4601234567893'],
    ['shifted', ']C0', 'KP0000000001', 'C0:KP0000000001'],
    ['without-aim', '', '4601234567893', 'null:4601234567893'],
  ] as const)('reads a code in the %s layout', (layout, aim, data, expected) => {
    expect(shown(createHidPosReader(layout, 4096).push(report(layout, data, aim)))).toEqual([expected]);
  });

  it('takes the identifier out of the data where the layout has no field for it', () => {
    expect(shown(createHidPosReader('without-aim', 4096).push(report('without-aim', ']E0460', '')))).toEqual([
      'E0:460',
    ]);
  });

  it('joins a long code over several reports and keeps control characters', () => {
    const reader = createHidPosReader('honeywell', 4096);
    const long = `01046012345678932112345\u001d91EE07\u001d92${'x'.repeat(40)}`;
    expect(reader.push(report('honeywell', long.slice(0, 56), ']d2', true))).toEqual([]);
    expect(reader.pendingBytes()).toBe(56);
    expect(shown(reader.push(report('honeywell', long.slice(56), ']d2')))).toEqual([`d2:${long}`]);
    expect(reader.pendingBytes()).toBe(0);
  });

  it('forgets half a code, and what came after it is whole', () => {
    const reader = createHidPosReader('honeywell', 4096);
    reader.push(report('honeywell', 'half', ']Q0', true));
    reader.reset();
    expect(shown(reader.push(report('honeywell', 'whole', ']E0')))).toEqual(['E0:whole']);
  });

  it('calls a report of another kind unreadable', () => {
    const reader = createHidPosReader('honeywell', 4096);
    const foreign = report('honeywell', 'x', ']E0');
    foreign[0] = 3;
    const tooMuch = report('honeywell', 'x', ']E0');
    tooMuch[1] = 57;
    expect(shown([foreign, tooMuch, new Uint8Array(10)].flatMap((one) => reader.push(one)))).toEqual([
      '! unreadable',
      '! unreadable',
      '! unreadable',
    ]);
  });

  it('says once that a code is too long and reads the next', () => {
    const reader = createHidPosReader('without-aim', 100);
    const part = (continued: boolean) => reader.push(report('without-aim', 'a'.repeat(56), '', continued));
    expect([...part(true), ...part(true), ...part(false)].map((event) => event.kind)).toEqual(['discarded']);
    expect(shown(reader.push(report('without-aim', 'next', '')))).toEqual(['null:next']);
  });

  it('gives back any code that was cut into reports', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<HidPosLayout>('honeywell', 'without-aim', 'shifted'),
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 55 }),
        (layout, code, portion) => {
          const text = Buffer.from(code).toString('latin1');
          fc.pre(layout !== 'without-aim' || !text.startsWith(']'));
          const reader = createHidPosReader(layout, 4096);
          const events: ReportEvent[] = [];
          for (let at = 0; at < text.length; at += portion) {
            const more = at + portion < text.length;
            events.push(...reader.push(report(layout, text.slice(at, at + portion), ']Q3', more)));
          }
          expect(shown(events)).toEqual([`${layout === 'without-aim' ? null : 'Q3'}:${text}`]);
        },
      ),
      propertySettings(),
    );
  });
});
