import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Electron's nine fuses in the order of its wire, as its own build leaves them: 1 on, 0 off. */
const FACTORY_WIRE = '100000011';

/**
 * A folder that electron-builder takes for an unpacked Electron for Linux. Its binary holds a fuse wire where a real
 * one does and is otherwise empty: packaging can be tested where the real one cannot be downloaded.
 */
export function makeElectronDist(folder: string, wire = FACTORY_WIRE): string {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'locales/en-US.pak'), 'locale');
  writeFileSync(join(folder, 'LICENSE'), 'license');
  writeFileSync(join(folder, 'LICENSES.chromium.html'), 'licenses');
  writeFileSync(join(folder, 'version'), '45.4.1');
  const binary = Buffer.concat([
    Buffer.from('stand-in for Electron\0'),
    Buffer.from(SENTINEL),
    Buffer.from([1, wire.length]),
    Buffer.from(wire),
    Buffer.alloc(64),
  ]);
  writeFileSync(join(folder, 'electron'), binary);
  chmodSync(join(folder, 'electron'), 0o755);
  return folder;
}

/** The fuse wire of a packaged binary, a character a fuse. */
export function readFuseWire(file: string): string {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(SENTINEL) + SENTINEL.length;
  return bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)).toString();
}
