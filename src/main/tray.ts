import type { AutoStart } from './auto-start.ts';
import type { ElectronApi } from './electron-api.ts';
import type { MainTexts } from './texts.ts';

export type TrayHandle = { readonly setState: (text: string) => void };

/** The sign beside the clock: what the till does, its window, start with the computer, quit. */
export function createTray(
  electron: ElectronApi,
  options: {
    readonly icon: string;
    readonly texts: MainTexts;
    readonly autoStart: AutoStart | null;
    readonly openWindow: () => void;
    readonly quit: () => void;
  },
): TrayHandle {
  const { texts, autoStart } = options;
  const tray = new electron.Tray(options.icon);
  const draw = (state: string): void => {
    tray.setToolTip(state);
    tray.setContextMenu(
      electron.Menu.buildFromTemplate([
        { label: state, enabled: false },
        { type: 'separator' },
        { label: texts.open, click: options.openWindow },
        ...(autoStart === null
          ? []
          : [
              {
                label: texts.autoStart,
                type: 'checkbox' as const,
                checked: autoStart.isOn(),
                click: () => {
                  autoStart.set(!autoStart.isOn());
                  draw(state);
                },
              },
            ]),
        { type: 'separator' },
        { label: texts.quit, click: options.quit },
      ]),
    );
  };
  tray.on('click', options.openWindow);
  draw(texts.state.starting);
  return { setState: draw };
}
