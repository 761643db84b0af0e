import { expect, it } from 'vitest';
import { VirtualPrinter } from '../../../src/drivers/virtual/virtual-printer.ts';

const paperStatus = [0x10, 0x04, 0x04];
const openDrawer = [0x10, 0x14, 0x01, 0x00, 0x01];

it.each([
  ['alone', openDrawer],
  ['behind a question', [...paperStatus, ...openDrawer]],
  ['before a question', [...openDrawer, ...paperStatus]],
  ['behind words', [...Buffer.from('MILK\n', 'latin1'), ...openDrawer]],
])('a virtual printer opens its drawer at once: the request %s', (_where, bytes) => {
  let pulses = 0;
  const unknown: Uint8Array[] = [];
  const printer = new VirtualPrinter({
    onPaper: () => undefined,
    onUnknown: (what) => unknown.push(what),
    onDrawerPulse: () => {
      pulses += 1;
    },
  });
  const nothing = (): void => undefined;
  const line = { pause: nothing, resume: nothing, write: nothing, drop: nothing };
  printer.attach(line);
  printer.receive(line, Uint8Array.from(bytes));
  expect([pulses, unknown]).toEqual([1, []]);
});
