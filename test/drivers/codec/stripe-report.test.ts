import { describe, expect, it } from 'vitest';
import { magneticTrack, tracksOf } from '../../../src/drivers/codec/magnetic-track.ts';
import { createStripeReader } from '../../../src/drivers/codec/stripe-report.ts';

/** A swipe: three tracks, leftovers of an earlier card behind each, and the decode status. */
function swipe(tracks: readonly string[], status: readonly number[] = [0, 0, 0]): Uint8Array {
  const report = new Uint8Array(337).fill(0x39);
  report.set(status, 0);
  report.set(
    tracks.map((track) => track.length),
    3,
  );
  report[6] = 0;
  for (const [index, track] of tracks.entries()) report.set(Buffer.from(track, 'latin1'), 7 + index * 110);
  return report;
}
const read = (report: Uint8Array): string[] =>
  createStripeReader()
    .push(report)
    .map((event) =>
      event.kind === 'scan' ? Buffer.from(event.scan.data).toString('latin1') : `! ${event.reason}`,
    );

describe('a magnetic stripe report', () => {
  it('gives the digits of a loyalty card and none of the leftovers behind them', () => {
    expect(read(swipe(['', ';2900000000018=?', '']))).toEqual([';2900000000018=?']);
  });

  it('gives every track that could be read, as serial readers do', () => {
    expect(read(swipe(['%BCARD^X?', ';1234=?', '+99?']))).toEqual(['%BCARD^X?;1234=?+99?']);
    expect(read(swipe(['%BCARD^X?', '', '+99?']))).toEqual(['%BCARD^X?+99?']);
    expect(read(swipe(['', '', '+99?']))).toEqual(['+99?']);
    expect(read(swipe(['%BCARD^X?', ';1234=?', ''], [0, 1, 0]))).toEqual(['%BCARD^X?']);
    expect(read(swipe(['%B', ';1', ''], [1, 1, 1]))).toEqual(['! unreadable']);
  });

  it('says unreadable of a report of another size or with impossible lengths', () => {
    expect(read(new Uint8Array(64))).toEqual(['! unreadable']);
    const report = swipe(['', ';1234=?', '']);
    report[4] = 200;
    expect(read(report)).toEqual(['! unreadable']);
  });

  it('wipes the report, because most stripes that pass are bank cards', () => {
    const report = swipe(['%B4111111111111111^A/B^2912?', ';4111111111111111=2912?', '']);
    read(report);
    expect(report.every((byte) => byte === 0)).toBe(true);
  });
});

describe('a magnetic track', () => {
  it.each([
    [2, ';2900000000018=?', ';2900000000018=?'],
    [2, ';2900000000018=?:', ';2900000000018=?'],
    [2, ';29000=?xx', null],
    [2, '%B29000?', null],
    [2, ';29A00=?', null],
    [2, `;${'1'.repeat(39)}?`, null],
    [1, '%BKP0000000001^IVANOVA/M^?', '%BKP0000000001^IVANOVA/M^?'],
    [1, `%${'A'.repeat(78)}?`, null],
    [3, '+011234567?', '+011234567?'],
    [2, ';123', null],
    [2, '', null],
  ] as const)('track %i of %s is %s', (track, text, expected) => {
    expect(magneticTrack(text, track)).toBe(expected);
  });
});

describe('the tracks of a swipe', () => {
  it.each([
    ['%BCARD^X?;1234=?+99?', ['%BCARD^X?', ';1234=?', '+99?']],
    ['%BCARD^X?4;1234=?5;0199?6', ['%BCARD^X?', ';1234=?', ';0199?']],
    [';1234=?', [null, ';1234=?', null]],
    ['%A?;99?', ['%A?', ';99?', null]],
    ['%a?;99?', [null, ';99?', null]],
    ['%A?x;99?x', ['%A?', ';99?', null]],
    ['%a?', null],
    ['', null],
    ['2900000000018', null],
    ['https://a.example/?q=1', null],
  ])('of %s', (text, tracks) => {
    expect(tracksOf(text)).toEqual(tracks);
  });
});
