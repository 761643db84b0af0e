/**
 * One name for each serial port, however it is spelled: Windows takes `com3` and `\\.\COM3` for `COM3`; where the case
 * of letters counts no port is called so.
 */
export const portName = (path: string): string => path.replace(/^(?:\\\\\.\\)?com(?=\d+$)/i, 'COM');
