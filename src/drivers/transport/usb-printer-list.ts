import { opendir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UsbPrinter } from '../discover/machine-facts.ts';

export interface UsbPrinterFolders {
  /** Where the kernel lists USB printers. */
  readonly sys: string;
  /** Where their device files are. */
  readonly dev: string;
}

const linuxFolders: UsbPrinterFolders = { sys: '/sys/class/usbmisc', dev: '/dev/usb' };

/** USB printers that are plugged in; none where the system has no such folder. */
export async function listUsbPrinters(folders: UsbPrinterFolders = linuxFolders): Promise<UsbPrinter[]> {
  const names = await namesIn(folders.sys).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => /^lp\d+$/.test(name))
      .sort()
      .map(async (name) => {
        const ieee1284 = await readFile(join(folders.sys, name, 'device/ieee1284_id'), 'utf8').catch(
          () => '',
        );
        return { path: join(folders.dev, name), ieee1284: ieee1284.trim() };
      }),
  );
  return found.filter(({ ieee1284 }) => ieee1284 !== '');
}

async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of await opendir(folder)) names.push(name);
  return names;
}

/** The device file of the first printer whose IEEE 1284 id holds the words, in any case; null when none is there. */
export async function findUsbPrinter(words: string, folders?: UsbPrinterFolders): Promise<string | null> {
  const wanted = words.toLowerCase();
  const printers = await listUsbPrinters(folders);
  return printers.find(({ ieee1284 }) => ieee1284.toLowerCase().includes(wanted))?.path ?? null;
}
