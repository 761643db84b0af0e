import { SerialPort } from 'serialport';
import type { ListPorts } from './port-watch.ts';

/** The paths of the system's serial ports. */
const listedPorts: ListPorts = async () => (await SerialPort.list()).map(({ path }) => path);

/**
 * Where an unplugged port is not always told of: Windows. Linux and macOS end a read of it at once, and a list costs
 * Linux a process.
 */
export const portsToCompare = (platform: NodeJS.Platform): ListPorts | null =>
  platform === 'win32' ? listedPorts : null;
