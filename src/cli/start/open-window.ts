import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** Whether a person sits in front of this machine's screen. */
export function hasScreen(): boolean {
  if (process.env.CI !== undefined) return false;
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
}

/**
 * Asks the desktop to show an address; that it could not is no fault, since the address is printed too. The address
 * holds a secret and command lines are seen by every user, so what is opened is a file of this user that leads there.
 */
export function openInBrowser(url: string, pageFile: string): void {
  const page = `<!doctype html><meta charset="utf-8"><title>Kopilka</title><meta http-equiv="refresh" content="0;url=${url}">`;
  writeFileSync(pageFile, page, { mode: 0o600 });
  const [program, ...words] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '', pageFile]
      : process.platform === 'darwin'
        ? ['open', pageFile]
        : ['xdg-open', pageFile];
  if (program === undefined) return;
  const child = spawn(program, words, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
