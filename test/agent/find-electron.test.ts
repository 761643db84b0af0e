import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ElectronMachine, findElectron, thisMachine } from '../../src/agent/find-electron.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SCREEN = { DISPLAY: ':0' };

function machine(changes: Partial<ElectronMachine> = {}): ElectronMachine {
  return { platform: 'linux', env: SCREEN, userId: 1000, packageDir: temporaryFolder(), ...changes };
}

function addBinary(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

describe('finding Electron', () => {
  it('takes the binary that its installer left', () => {
    const here = machine();
    writeFileSync(join(here.packageDir, 'path.txt'), 'electron');
    const path = addBinary(join(here.packageDir, 'dist/electron'));
    expect(findElectron(here)).toEqual({ ok: true, value: path });
  });

  it('takes the binary of another folder when that is set', () => {
    const folder = temporaryFolder();
    const path = addBinary(join(folder, 'electron'));
    const here = machine({ env: { ...SCREEN, ELECTRON_OVERRIDE_DIST_PATH: folder } });
    expect(findElectron(here)).toEqual({ ok: true, value: path });
  });

  it('knows the names of Windows and macOS', () => {
    for (const [platform, name] of [
      ['win32', 'electron.exe'],
      ['darwin', 'Electron.app/Contents/MacOS/Electron'],
    ] as const) {
      const here = machine({ platform, env: {}, userId: null });
      const path = addBinary(join(here.packageDir, 'dist', name));
      expect(findElectron(here)).toEqual({ ok: true, value: path });
    }
  });

  it('says that the binary is missing, or a file that cannot run', () => {
    const here = machine();
    expect(findElectron(here)).toEqual({ ok: false, error: 'binary-missing' });
    chmodSync(addBinary(join(here.packageDir, 'dist/electron')), 0o644);
    expect(findElectron(here)).toEqual({ ok: false, error: 'binary-missing' });
  });

  it('opens no window without a display, nor as root', () => {
    const here = machine();
    addBinary(join(here.packageDir, 'dist/electron'));
    expect(findElectron({ ...here, env: {} })).toEqual({ ok: false, error: 'no-display' });
    expect(findElectron({ ...here, env: { WAYLAND_DISPLAY: 'wayland-0' } }).ok).toBe(true);
    expect(findElectron({ ...here, userId: 0 })).toEqual({ ok: false, error: 'root' });
  });

  it('answers for this machine without downloading anything', () => {
    const found = findElectron();
    expect(found.ok || ['binary-missing', 'no-display', 'root'].includes(found.error)).toBe(true);
    expect(thisMachine().packageDir).toMatch(/node_modules[/\\]electron$/);
  });
});
