import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { EscposInterpreter } from '../../../src/drivers/virtual/escpos-interpreter.ts';
import { type PrintedPaper, paperText } from '../../../src/drivers/virtual/paper.ts';
import { epsonRom, type PrinterRom, rongtaRom } from '../../../src/drivers/virtual/printer-rom.ts';
import { startTcpPrinter, type TcpPrinter } from '../../../src/drivers/virtual/tcp-printer.ts';
import { VirtualPrinter } from '../../../src/drivers/virtual/virtual-printer.ts';
import { compileSlip } from '../../../src/receipts/escpos/compile.ts';
import { starPrnt } from '../../../src/receipts/escpos/profiles/star-prnt.ts';
import { textBlock } from '../../../src/receipts/model.ts';
import { openPty } from '../../support/pty.ts';
import { type HostBench, startHostBench } from './host-bench.ts';

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const slip = (text: string): Uint8Array => Buffer.from(`\x1b@\x1da\x0f${text}\n\n\x1dV\x00`, 'latin1');
const slipWithoutStatus = (text: string): Uint8Array => Buffer.from(`\x1b@${text}\n\n\x1dV\x00`, 'latin1');

interface Shop {
  readonly bench: HostBench;
  readonly printer: TcpPrinter;
  readonly papers: PrintedPaper[];
  readonly printed: () => string[];
}

async function shop(rom: PrinterRom = epsonRom, more: object = {}): Promise<Shop> {
  const papers: PrintedPaper[] = [];
  const unknown: Uint8Array[] = [];
  const printer = await startTcpPrinter({
    port: 0,
    rom,
    onPaper: (paper) => papers.push(paper),
    onUnknown: (bytes) => unknown.push(bytes),
  });
  cleanups.push(() => printer.close());
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  const bench = startHostBench({ printer: { id: 'slips', transport, timeoutMs: 1500, ...more } });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('slips')).not.toBe('offline starting'), 20_000);
  return { bench, printer, papers, printed: () => papers.map((paper) => paperText(paper).join('').trim()) };
}

/** From then on the printer is known to work off what it gets, and the next slip begins without asking that. */
async function printFirst(bench: HostBench): Promise<void> {
  bench.host.print('first', slipWithoutStatus('first'));
  await vi.waitFor(() => expect(bench.statesOf('first').at(-1)).toBe('confirmed'), 20_000);
}

it('prints slips one after another, each confirmed by the printer itself', async () => {
  const { bench, printed } = await shop();
  expect(bench.stateOf('slips')).toBe('ready');
  for (const name of ['a', 'b', 'c']) bench.host.print(name, slip(name));
  await vi.waitFor(() => expect(bench.statesOf('c')).toEqual(['sent', 'confirmed']), 20_000);
  expect(bench.statesOf('a')).toEqual(['sent', 'confirmed']);
  expect(printed()).toEqual(['a', 'b', 'c']);
});

it('sends nothing to a printer without paper and prints when there is some', async () => {
  const { bench, printer, printed } = await shop();
  printer.setSensors({ paperEnd: true });
  bench.host.print('a', slip('a'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['failed paper-out']), 20_000);
  expect(bench.stateOf('slips')).toBe('degraded paper-out');
  printer.setSensors({ paperEnd: false });
  bench.host.print('b', slip('b'));
  await vi.waitFor(() => expect(bench.statesOf('b')).toEqual(['sent', 'confirmed']), 20_000);
  expect(bench.stateOf('slips')).toBe('ready');
  expect(printed()).toEqual(['b']);
});

it('warns of the end of the paper and prints on', async () => {
  const { bench, printer } = await shop();
  printer.setSensors({ paperNearEnd: true });
  bench.host.print('a', slip('a'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['sent', 'confirmed']), 20_000);
  expect(bench.stateOf('slips')).toBe('degraded paper-near-end');
});

it('calls a slip unknown when the printer is cut off in the middle of it', async () => {
  const { bench, printer } = await shop();
  await printFirst(bench);
  printer.setFault('drop');
  bench.host.print('a', slip('a'));
  await vi.waitFor(() => expect(bench.statesOf('a').at(-1)).toBe('unknown disconnected'), 20_000);
});

it.each(['drop', 'hold'] as const)(
  'loses no more than one slip to a printer that does not print what it takes (%s)',
  async (fault) => {
    const { bench, printer, printed } = await shop();
    await printFirst(bench);
    printer.setFault(fault);
    bench.host.print('a', slip('a'));
    await vi.waitFor(() => expect(bench.statesOf('a').at(-1)).toMatch(/^unknown/), 20_000);
    for (const name of ['b', 'c']) {
      bench.host.print(name, slip(name));
      await vi.waitFor(
        () => expect(bench.statesOf(name)[0]).toMatch(/^failed (disconnected|held-up)$/),
        20_000,
      );
    }
    printer.setFault('none');
    bench.host.print('d', slip('d'));
    await vi.waitFor(() => expect(bench.statesOf('d')).toEqual(['sent', 'confirmed']), 20_000);
    expect(bench.stateOf('slips')).toBe('ready');
    expect(printed()).toEqual(['first', ...(fault === 'drop' ? [] : ['a']), 'd']);
  },
);

it('names the paper when it ends in the middle of a slip', async () => {
  const { bench, printer, printed } = await shop();
  await printFirst(bench);
  printer.setFault('hold');
  bench.host.print('a', slip('a'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['sent']), 20_000);
  printer.setSensors({ paperEnd: true });
  printer.setFault('none');
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['sent', 'unknown paper-out']), 20_000);
  expect(bench.stateOf('slips')).toBe('degraded paper-out');
  expect(printed()).toEqual(['first']);
});

it('looks at the printer when it is asked to, long before its next look', async () => {
  const { bench, printer } = await shop();
  expect(bench.stateOf('slips')).toBe('ready');
  printer.setSensors({ paperNearEnd: true });
  await bench.host.checkHealth();
  expect(bench.stateOf('slips')).toBe('degraded paper-near-end');
});

it('prints nothing with an open cover', async () => {
  const { bench, printer, printed } = await shop();
  printer.setSensors({ coverOpen: true });
  bench.host.print('b', slip('b'));
  await vi.waitFor(() => expect(bench.statesOf('b')).toEqual(['failed cover-open']), 20_000);
  expect(printed()).toEqual([]);
});

it('fails before the first byte when the printer hangs', async () => {
  const { bench, printer, printed } = await shop();
  printer.setFault('stall');
  bench.host.print('a', slip('a'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['failed no-answer']), 20_000);
  expect(bench.stateOf('slips')).toBe('offline no-answer');
  expect(printed()).toEqual([]);
});

it('fails at once when nothing listens on the port', async () => {
  const { bench, printer } = await shop();
  await printer.close();
  bench.host.print('a', slip('a'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['failed unreachable']), 20_000);
  expect(bench.stateOf('slips')).toBe('offline unreachable');
});

it('takes the buffered status for the word of a printer without process ids', async () => {
  const { bench, printed } = await shop(rongtaRom, { confirmBy: 'buffered-status' });
  bench.host.print('a', slipWithoutStatus('a'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['sent', 'confirmed']), 20_000);
  expect(printed()).toEqual(['a']);
});

it('says that a printer cannot confirm, which is unknown and no fault', async () => {
  const { bench } = await shop(rongtaRom, { confirmBy: 'none' });
  bench.host.print('a', slipWithoutStatus('a'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['sent', 'unknown cannot-confirm']), 20_000);
  expect(bench.stateOf('slips')).toBe('ready');
});

it('refuses to print without a printer', async () => {
  const bench = startHostBench({});
  cleanups.push(() => bench.host.close());
  bench.host.print('a', slip('a'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['failed no-printer']), 20_000);
});

it('prints on a serial printer and tells a silent one from a lost one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-plug-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'printer');
  const bench = startHostBench({
    printer: { id: 'slips', transport: { kind: 'serial', path, rtscts: false }, timeoutMs: 1500 },
  });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('slips')).toBe('offline port-missing'), 20_000);

  const pty = openPty();
  cleanups.push(() => pty.close());
  const unknown: Uint8Array[] = [];
  let answers = true;
  const interpreter = new EscposInterpreter({
    rom: epsonRom,
    reply: (bytes) => answers && pty.write(bytes),
    onUnknown: (bytes) => unknown.push(bytes),
  });
  pty.onData((bytes) => interpreter.push(bytes));
  symlinkSync(pty.path, path);
  await vi.waitFor(() => expect(bench.stateOf('slips')).toBe('ready'), 20_000);
  bench.host.print('a', slip('serial'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['sent', 'confirmed']), 20_000);
  expect(paperText(interpreter.paper()).join('')).toBe('serial');
  expect(unknown).toEqual([]);

  answers = false;
  bench.host.print('b', slip('b'));
  await vi.waitFor(() => expect(bench.statesOf('b')).toEqual(['failed no-answer']), 20_000);
  pty.close();
  await vi.waitFor(() => expect(bench.stateOf('slips')).toMatch(/^offline (disconnected|port-)/), 20_000);
  bench.host.print('c', slip('c'));
  await vi.waitFor(() => expect(bench.statesOf('c')[0]).toMatch(/^failed (disconnected|port-)/), 20_000);
});

it('takes no word of a clone for a slip that it may owe to an earlier one', async () => {
  const pty = openPty();
  cleanups.push(() => pty.close());
  const papers: string[] = [];
  const printer = new VirtualPrinter({
    rom: rongtaRom,
    onPaper: (paper) => papers.push(paperText(paper).join('').trim()),
  });
  const line = {
    pause: () => pty.hold(),
    resume: () => pty.flow(),
    write: (bytes: Uint8Array) => pty.write(bytes),
    drop: () => undefined,
  };
  printer.attach(line);
  pty.onData((bytes) => printer.receive(line, bytes));
  const transport = { kind: 'serial', path: pty.path, rtscts: false };
  const bench = startHostBench({
    printer: { id: 'slips', profile: 'rongta', transport, timeoutMs: 1000 },
  });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('slips')).toBe('ready'), 20_000);
  await printFirst(bench);
  printer.setFault('hold');
  bench.host.print('a', slipWithoutStatus('a'));
  await vi.waitFor(() => expect(bench.statesOf('a').at(-1)).toBe('unknown no-confirmation'), 20_000);
  for (let n = 0; bench.statesOf(`b${n}`)[0] !== 'failed held-up'; n++) {
    await vi.waitFor(() => expect(bench.stateOf('slips')).not.toMatch(/^offline/), 20_000);
    bench.host.print(`b${n + 1}`, slipWithoutStatus('b'));
    await vi.waitFor(() => expect(bench.statesOf(`b${n + 1}`)[0]).toMatch(/^failed/), 20_000);
  }
  expect(bench.stateOf('slips')).toBe('degraded held-up');
  expect(papers).toEqual(['first']);
  printer.setFault('none');
  bench.host.print('c', slipWithoutStatus('c'));
  await vi.waitFor(() => expect(bench.statesOf('c').at(-1)).toBe('confirmed'), 20_000);
  expect(papers).toEqual(['first', 'a', 'c']);
});

it('keeps what a stalled serial printer did not take out of the next slip', async () => {
  const pty = openPty();
  cleanups.push(() => pty.close());
  const received: Uint8Array[] = [];
  const bench = startHostBench({
    printer: {
      id: 'slips',
      transport: { kind: 'serial', path: pty.path, rtscts: false },
      confirmBy: 'none',
      timeoutMs: 1000,
    },
  });
  cleanups.push(() => bench.host.close());
  pty.onData((bytes) => received.push(bytes));
  await vi.waitFor(() => expect(bench.stateOf('slips')).toBe('degraded no-status'), 20_000);
  pty.hold();
  // More than the system takes in for a device that takes nothing.
  bench.host.print('a', new Uint8Array(400_000).fill(0x41));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['unknown no-confirmation']), 20_000);
  await vi.waitFor(() => expect(bench.devices.at(-1)?.state).not.toBe('offline'), 20_000);
  pty.flow();
  await vi.waitFor(() => {
    bench.host.print('b', new Uint8Array(3000).fill(0x42));
    expect(bench.statesOf('b')).toContain('unknown cannot-confirm');
  }, 20_000);
  await vi.waitFor(() => expect(Buffer.concat(received).includes(0x42)).toBe(true), 20_000);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const all = Buffer.concat(received);
  expect(all.subarray(all.indexOf(0x42)).includes(0x41)).toBe(false);
  expect(bench.statesOf('a')).toEqual(['unknown no-confirmation']);
});

it('sends a StarPRNT printer its slip and not one question', async () => {
  const received: Uint8Array[] = [];
  const printer = await startTcpPrinter({
    port: 0,
    onPaper: () => undefined,
    onBytes: (bytes) => received.push(Uint8Array.from(bytes)),
  });
  cleanups.push(() => printer.close());
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  const bench = startHostBench({ printer: { id: 'star', profile: 'star-prnt', transport } });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('star')).toBe('degraded no-status'), 20_000);
  const bytes = compileSlip([textBlock('Привет'), { kind: 'cut' }], starPrnt);
  bench.host.print('a', bytes);
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['sent', 'unknown cannot-confirm']), 20_000);
  await vi.waitFor(() => expect(Buffer.concat(received).equals(bytes)).toBe(true), 20_000);
  expect(bench.stateOf('star')).toBe('degraded no-status');
});
