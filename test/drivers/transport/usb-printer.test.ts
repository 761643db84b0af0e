import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemScheduler } from '../../../src/drivers/scheduler.ts';
import type { ByteChannel } from '../../../src/drivers/transport/byte-channel.ts';
import { openUsbPrinter } from '../../../src/drivers/transport/usb-printer.ts';
import { findUsbPrinter, listUsbPrinters } from '../../../src/drivers/transport/usb-printer-list.ts';
import { openPty, type Pty } from '../../support/pty.ts';

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const epsonId = 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;';

/** Folders as the kernel's, with one printer per id. */
function usbFolders(ids: readonly string[]): { sys: string; dev: string } {
  const root = mkdtempSync(join(tmpdir(), 'kopilka-usb-'));
  cleanups.push(() => rmSync(root, { recursive: true, force: true }));
  const folders = { sys: join(root, 'sys'), dev: join(root, 'dev') };
  mkdirSync(folders.dev);
  for (const [index, id] of ids.entries()) {
    const file = join(folders.sys, `lp${index}`, 'device/ieee1284_id');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${id}\n`);
  }
  return folders;
}

/** A pseudo-terminal in raw mode stands for the printer's device file: it too can stall and vanish. */
async function plugged(): Promise<{ pty: Pty; channel: ByteChannel; received: () => string }> {
  const folders = usbFolders([epsonId]);
  const pty = openPty();
  cleanups.push(() => pty.close());
  execFileSync('stty', ['-F', pty.path, 'raw', '-echo']);
  symlinkSync(pty.path, join(folders.dev, 'lp0'));
  const opened = await openUsbPrinter({ kind: 'usb', ieee1284: 'tm-t20' }, systemScheduler, folders);
  if (!opened.ok) throw new Error(opened.error);
  cleanups.push(() => opened.value.close());
  let text = '';
  pty.onData((bytes) => {
    text += Buffer.from(bytes).toString('latin1');
  });
  return { pty, channel: opened.value, received: () => text };
}

describe('a printer of the USB printer class', () => {
  it('is found by what it says of itself, wherever the kernel put it', async () => {
    const folders = usbFolders(['MFG:HP;MDL:LaserJet;', epsonId]);
    expect((await listUsbPrinters(folders)).map(({ path }) => path)).toEqual([
      join(folders.dev, 'lp0'),
      join(folders.dev, 'lp1'),
    ]);
    expect(await findUsbPrinter('MDL:TM-T20', folders)).toBe(join(folders.dev, 'lp1'));
    expect(await findUsbPrinter('Rongta', folders)).toBeNull();
    expect(await listUsbPrinters({ sys: '/nowhere', dev: '/nowhere' })).toEqual([]);
  });

  it('takes bytes and answers', async () => {
    const { pty, channel, received } = await plugged();
    const heard: number[] = [];
    channel.onData((bytes) => heard.push(...bytes));
    expect(await channel.write(Buffer.from('\x10\x04\x02slip', 'latin1'))).toEqual({
      ok: true,
      value: undefined,
    });
    await vi.waitFor(() => expect(received()).toBe('\x10\x04\x02slip'), 5000);
    pty.write(Uint8Array.of(0x12));
    await vi.waitFor(() => expect(heard).toEqual([0x12]), 5000);
  });

  it('that is missing or not to be opened says so', async () => {
    const folders = usbFolders([epsonId]);
    const open = (words: string) =>
      openUsbPrinter({ kind: 'usb', ieee1284: words }, systemScheduler, folders);
    expect(await open('Rongta')).toEqual({ ok: false, error: 'port-missing' });
    expect(await open('TM-T20')).toEqual({ ok: false, error: 'port-missing' });
  });

  it('that stalls holds up nothing else: files are read, timers run, and closing ends the write', async () => {
    const folders = usbFolders([epsonId]);
    // Nobody reads the other end: the line takes some kilobytes and then no more.
    execFileSync('mkfifo', [join(folders.dev, 'lp0')]);
    const opened = await openUsbPrinter({ kind: 'usb', ieee1284: 'TM-T20' }, systemScheduler, folders);
    if (!opened.ok) throw new Error(opened.error);
    // A pipe opened both ways hands back what is written; the reader of answers is a reader of it, so many jobs at once.
    const jobs = Array.from({ length: 8 }, () => opened.value.write(new Uint8Array(400_000)));
    const startedMs = performance.now();
    for (let times = 0; times < 20; times++) await listUsbPrinters(folders);
    expect(performance.now() - startedMs).toBeLessThan(2000);
    opened.value.close();
    for (const job of jobs) expect(await job).toEqual({ ok: false, error: 'disconnected' });
  });

  it('that is unplugged is lost once', async () => {
    const { pty, channel } = await plugged();
    const lost = vi.fn();
    channel.onLost(lost);
    pty.close();
    await vi.waitFor(async () => expect((await channel.write(Buffer.from('x'))).ok).toBe(false), 5000);
    expect(lost).toHaveBeenCalledTimes(1);
    expect(await channel.write(Buffer.from('x'))).toEqual({ ok: false, error: 'disconnected' });
  });
});
