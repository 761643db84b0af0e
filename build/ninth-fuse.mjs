import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// The fuse wire, as Electron's documentation of fuses gives it: sentinel, version, length, one byte a fuse.
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const WIRE_VERSION = 1;
const KNOWN_FUSES = 9;
const WASM_TRAP_HANDLERS = 8;
const ENABLED = 0x31;

function fuseFile({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  if (electronPlatformName === 'linux') return join(appOutDir, packager.executableName);
  return join(appOutDir, `${name}.app/Contents/Frameworks/Electron Framework.framework/Electron Framework`);
}

/**
 * Sets the fuse `wasmTrapHandlers` (index 8) on: the safe default, written out so that every fuse is decided here.
 * An Electron with more fuses than are known stops the build: somebody has to decide about the new one.
 */
export default async function setNinthFuse(context) {
  const file = fuseFile(context);
  const bytes = await readFile(file);
  let found = 0;
  for (let at = bytes.indexOf(SENTINEL); at !== -1; at = bytes.indexOf(SENTINEL, at + 1)) {
    const wire = at + SENTINEL.length;
    const version = bytes[wire];
    const length = bytes[wire + 1];
    if (version !== WIRE_VERSION || length !== KNOWN_FUSES) {
      throw new Error(
        `${file}: its fuse wire has version ${version} and ${length} fuses, known are version ${WIRE_VERSION} and ${KNOWN_FUSES}. Decide about the new fuses in electron-builder.yml and build/ninth-fuse.mjs.`,
      );
    }
    bytes[wire + 2 + WASM_TRAP_HANDLERS] = ENABLED;
    found += 1;
  }
  if (found === 0) throw new Error(`${file} holds no fuse wire: this is not an Electron binary.`);
  await writeFile(file, bytes);
}
