import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { err, ok, type Result } from '../shared/result.ts';

/** Why the window cannot open in Electron here; the browser shows the same window. */
export type ElectronAbsence =
  /** Its package holds no binary: it is downloaded by Electron's own installer. */
  | 'binary-missing'
  /** Linux without a display server. */
  | 'no-display'
  /** Electron's sandbox refuses to run for root, and without its sandbox it is not started. */
  | 'root';

export type ElectronMachine = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Numeric user id, null where there is none (Windows). */
  readonly userId: number | null;
  /** Folder of the `electron` npm package. */
  readonly packageDir: string;
};

export const thisMachine = (): ElectronMachine => ({
  platform: process.platform,
  env: process.env,
  userId: process.getuid?.() ?? null,
  packageDir: join(dirname(fileURLToPath(import.meta.url)), '../../node_modules/electron'),
});

const usualNames: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/** Where Electron's own package would start its binary: `path.txt` names the file, an override the folder. */
function binaryPath(machine: ElectronMachine): string {
  const overrideDir = machine.env.ELECTRON_OVERRIDE_DIST_PATH;
  let name = usualNames[machine.platform] ?? 'electron';
  try {
    name = readFileSync(join(machine.packageDir, 'path.txt'), 'utf8').trim() || name;
  } catch {
    // Without the file the usual name of the platform holds.
  }
  return join(overrideDir ? overrideDir : join(machine.packageDir, 'dist'), name);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of an Electron that can open a window on this machine, or why there is none. Nothing is downloaded. */
export function findElectron(machine: ElectronMachine = thisMachine()): Result<string, ElectronAbsence> {
  // What the person cannot mend by installing something is said first.
  if (machine.platform === 'linux') {
    if (!machine.env.DISPLAY && !machine.env.WAYLAND_DISPLAY) return err('no-display');
    if (machine.userId === 0) return err('root');
  }
  const path = binaryPath(machine);
  return isExecutable(path) ? ok(path) : err('binary-missing');
}
