import { expect, it } from 'vitest';
import { createLineScanner, type LineScanner } from '../../../src/drivers/scanner/line-scanner.ts';
import { plainScans, type ScanRules } from '../../../src/drivers/scanner/scan-maker.ts';
import { ManualTime } from '../manual-time.ts';

function scannerWith(
  suffix: string,
  scanRules: ScanRules = plainScans,
): { time: ManualTime; line: LineScanner; heard: string[] } {
  const time = new ManualTime();
  const heard: string[] = [];
  const line = createLineScanner({
    deviceId: 's',
    prefix: new Uint8Array(0),
    suffix: Buffer.from(suffix),
    scanRules,
    interByteGapMs: 80,
    clock: time,
    scheduler: time,
    onScan: (scan) => heard.push(`${scan.text} at ${scan.receivedAtMonotonicMs}`),
    onDiscard: (reason) => heard.push(reason),
  });
  return { time, line, heard };
}
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

it('ends a code without suffix by silence and dates it by its last byte', () => {
  const { time, line, heard } = scannerWith('');
  line.receive(bytes('4601'));
  time.pass(60);
  line.receive(bytes('2345'));
  time.pass(79);
  expect(heard).toEqual([]);
  time.pass(1);
  expect(heard).toEqual(['46012345 at 60']);
});

it('does not take a stall of its own process for silence', () => {
  const { time, line, heard } = scannerWith('');
  line.receive(bytes('4601'));
  time.pass(100, 300);
  expect(heard).toEqual([]);
  line.receive(bytes('2345'));
  time.pass(80);
  expect(heard).toEqual(['46012345 at 380']);
});

it('forgets half a code when the line is lost', () => {
  const { time, line, heard } = scannerWith('\r');
  line.receive(bytes('46012'));
  line.reset();
  time.pass(500);
  line.receive(bytes('2900\r'));
  expect(heard).toEqual(['2900 at 500']);
});

it('reads what is no UTF-8 in the code page of the config', () => {
  const { line, heard } = scannerWith('\r', { ...plainScans, fallbackCodePage: 'cp866' });
  line.receive(Uint8Array.of(0x8a, 0xa0, 0xe0, 0xe2, 0xa0, 0x0d));
  expect(heard).toEqual(['Карта at 0']);
});

it('wipes the bytes it was given, because a bank card may have passed', () => {
  const { line } = scannerWith('\r');
  const chunk = bytes('4111111111111111\r');
  line.receive(chunk);
  expect([...chunk].every((byte) => byte === 0)).toBe(true);
});

it('takes off the line end of a reader that is set up without one, and keeps FNC1', () => {
  const { time, line, heard } = scannerWith('');
  line.receive(bytes('4601234567893\r\n'));
  time.pass(80);
  line.receive(bytes('\r\n'));
  time.pass(80);
  line.receive(bytes('0104601234567893215abc\u001d\t'));
  time.pass(80);
  expect(heard).toEqual(['4601234567893 at 0', '0104601234567893215abc\u001d at 160']);
});
