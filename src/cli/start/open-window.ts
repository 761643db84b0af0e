import { spawn } from 'node:child_process';

/** Whether a person sits in front of this machine's screen. */
export function hasScreen(): boolean {
  if (process.env.CI !== undefined) return false;
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
}

/** Asks the desktop to show an address; that it could not is no fault, since the address is printed too. */
export function openInBrowser(url: string): void {
  const [program, ...words] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '', url]
      : process.platform === 'darwin'
        ? ['open', url]
        : ['xdg-open', url];
  if (program === undefined) return;
  const child = spawn(program, words, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
