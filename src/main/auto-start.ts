import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppApi } from './electron-api.ts';

/** Whether the product starts when a person logs in to the computer. */
export type AutoStart = { readonly isOn: () => boolean; readonly set: (on: boolean) => void };

/** Started by the system, the product waits in the tray with its window closed. */
export const HIDDEN_SWITCH = '--hidden';

/** Quotes an argument as the Desktop Entry Specification asks for its `Exec` key. */
const quoted = (text: string): string => `"${text.replace(/(["`$\\])/g, '\\$1').replace(/%/g, '%%')}"`;

/** Electron knows the login items of Windows and macOS; Linux desktops read a file of the XDG autostart folder. */
export function createAutoStart(
  app: AppApi,
  machine: {
    readonly platform: NodeJS.Platform;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly program: string;
  },
): AutoStart {
  if (machine.platform !== 'linux') {
    return {
      isOn: () => app.getLoginItemSettings().openAtLogin,
      set: (on) => app.setLoginItemSettings({ openAtLogin: on, args: [HIDDEN_SWITCH] }),
    };
  }
  const configDir = machine.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
  const file = join(configDir, 'autostart', 'kopilka.desktop');
  // An AppImage runs from a folder that is gone after it; the image itself is what has to be started.
  const program = machine.env.APPIMAGE ?? machine.program;
  const entry = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Kopilka',
    `Exec=${quoted(program)} ${HIDDEN_SWITCH}`,
  ];
  return {
    isOn: () => existsSync(file),
    set: (on) => {
      if (!on) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${entry.join('\n')}\n`);
    },
  };
}
