import { posix } from 'node:path';

/**
 * One name for each serial port, however it is spelled: Windows takes `com3` and `\\.\COM3` for `COM3`, where the case
 * of letters counts no port is called so; elsewhere a path may go round through other folders.
 */
export const portName = (path: string): string =>
  path.startsWith('/') ? posix.normalize(path) : path.replace(/^(?:\\\\\.\\)?com(?=\d+$)/i, 'COM');
