import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFramer } from '../../../src/drivers/codec/framing.ts';
import { parseGs1Elements } from '../../../src/drivers/codec/gs1-elements.ts';
import { createHidPosReader } from '../../../src/drivers/codec/hid-pos-report.ts';
import { magneticTrack } from '../../../src/drivers/codec/magnetic-track.ts';
import { createRdm6300BinaryFramer, decodeRdm6300 } from '../../../src/drivers/codec/rdm6300.ts';
import { createStripeReader } from '../../../src/drivers/codec/stripe-report.ts';
import { createAnswerReader } from '../../../src/drivers/printer/printer-answers.ts';
import { demoRecogniserRules } from '../../../src/drivers/recogniser/demo-rules.ts';
import { recognise } from '../../../src/drivers/recogniser/recognise.ts';
import { canonicalCardNumber } from '../../../src/shared/card-number.ts';
import { propertySettings } from '../../support/property-runs.ts';
import { russianPhones } from '../../support/russian-phones.ts';

/** Inputs in all, spread over the readers below: eight seconds of a processor; five times as many at night. */
const inputs = Number(process.env.KOPILKA_FUZZ_INPUTS ?? 220_000);
const readers = 9;
const settings = (): { numRuns: number; seed?: number } => ({
  ...propertySettings(),
  numRuns: Math.ceil(inputs / readers),
});

/** Any bytes, with those that mean something to some reader more often than chance would have them. */
const byte = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 255 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(2, 3, 6, 0x0a, 0x0d, 0x10, 0x12, 0x1d, 0x25, 0x30, 0x37, 0x3b, 0x3f, 0x5d),
  },
);
const bytes = fc.array(byte, { maxLength: 700 }).map((list) => Uint8Array.from(list));
const chunks = fc.array(bytes, { maxLength: 12 });
const reports = fc.array(
  fc.oneof(
    bytes,
    fc.tuple(fc.integer({ min: 0, max: 80 }), bytes).map(([length, rest]) => {
      const report = new Uint8Array(64);
      report.set(rest.subarray(0, 64));
      report[0] = 2;
      report[1] = length;
      return report;
    }),
    fc
      .tuple(fc.array(fc.integer({ min: 0, max: 130 }), { minLength: 3, maxLength: 3 }), bytes)
      .map(([lengths, rest]) => {
        const report = new Uint8Array(337);
        report.set(rest.subarray(0, 330), 7);
        report.set(lengths, 3);
        return report;
      }),
  ),
  { maxLength: 12 },
);
const text = bytes.map((list) => Buffer.from(list).toString('latin1'));

/** `~` stands for the separator while the text is made. */
const gs1Like = fc
  .stringMatching(/^(01|10|21|17|3103|8018|~)[0-9~]{0,60}$/)
  .map((made) => made.replaceAll('~', '\u001d'));

const longestCode = 1000;
const always = <T>(arbitrary: fc.Arbitrary<T>, check: (input: T) => void): void =>
  fc.assert(fc.property(arbitrary, check), settings());

// Eight seconds on a quiet machine may be a minute on a busy one.
/** Three milliseconds an input: for a machine that does much else besides. */
const timeout = Math.max(120_000, inputs * 3);

describe('whatever bytes come', { timeout }, () => {
  it.each([
    ['', '\r'],
    ['\u0002', '\u0003'],
    ['', ''],
  ])('a line framed by %j and %j never throws and keeps no more than it may', (prefix, suffix) => {
    fc.assert(
      fc.property(chunks, fc.boolean(), (portions, silence) => {
        const framer = createFramer({
          prefix: Buffer.from(prefix, 'latin1'),
          suffix: Buffer.from(suffix, 'latin1'),
          maxFrameBytes: longestCode,
        });
        for (const portion of portions) {
          const frames = silence ? [...framer.push(portion), ...framer.gap()] : framer.push(portion);
          for (const frame of frames) {
            if (frame.kind === 'frame') expect(frame.bytes.length).toBeLessThanOrEqual(longestCode);
          }
          expect(framer.pendingBytes()).toBeLessThanOrEqual(longestCode);
        }
      }),
      { ...settings(), numRuns: Math.ceil(inputs / readers / 3) },
    );
  });

  it('HID POS reports', () =>
    always(fc.tuple(fc.constantFrom('honeywell', 'without-aim', 'shifted'), reports), ([layout, many]) => {
      const reader = createHidPosReader(layout, longestCode);
      for (const report of many) {
        for (const event of reader.push(report)) {
          if (event.kind === 'scan') expect(event.scan.data.length).toBeLessThanOrEqual(longestCode);
        }
        expect(reader.pendingBytes()).toBeLessThanOrEqual(longestCode);
      }
    }));

  it('stripe reports', () =>
    always(reports, (many) => {
      const reader = createStripeReader();
      for (const report of many) {
        for (const event of reader.push(report)) {
          if (event.kind === 'scan') expect(event.scan.data.length).toBeLessThanOrEqual(107);
        }
      }
    }));

  it('tracks', () =>
    always(text, (line) => {
      for (const track of [1, 2, 3] as const)
        expect(magneticTrack(line, track)?.length ?? 0).toBeLessThan(108);
    }));

  it('RDM6300', () =>
    always(chunks, (portions) => {
      const framer = createRdm6300BinaryFramer();
      for (const portion of portions) {
        framer.push(portion);
        decodeRdm6300(portion);
        expect(framer.pendingBytes()).toBeLessThanOrEqual(32);
      }
    }));

  it('card numbers', () =>
    always(fc.oneof(text, fc.stringMatching(/^[0-9A-Fa-f]{0,26}$/)), (number) => {
      for (const digits of ['decimal', 'hexadecimal'] as const) {
        const kept = canonicalCardNumber(number, { digits, reversed: true, keepBytes: 4 });
        if (kept !== null) expect(kept).toMatch(/^[0-9A-F]{8}$/);
      }
    }));

  it('GS1 data gives back what it was made of', () =>
    always(fc.oneof(text, gs1Like), (data) => {
      const elements = parseGs1Elements(data);
      if (elements === null) return;
      const joined = elements.map(({ ai, value }) => ai + value).join('');
      expect(joined).toBe(data.replaceAll('\u001d', ''));
    }));

  it("a printer's answers", () =>
    always(chunks, (portions) => {
      let heard = 0;
      const reader = createAnswerReader({
        onRealTime: () => void heard++,
        onAutomatic: (block) => expect(block).toHaveLength(4),
        onProcessId: (id) => expect(id).toHaveLength(4),
        onBuffered: () => void heard++,
      });
      for (const portion of portions) reader.push(portion);
      expect(heard).toBeGreaterThanOrEqual(0);
    }));

  it('the recogniser', () =>
    always(fc.tuple(text, fc.option(fc.constantFrom('E0', 'C1', 'd2', 'Q1'))), ([code, aim]) => {
      expect(recognise({ text: code, aim }, demoRecogniserRules, russianPhones).kind).toMatch(/^[a-z-]+$/);
    }));
});
