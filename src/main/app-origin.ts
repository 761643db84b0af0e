import type { FrameApi } from './electron-api.ts';

export const APP_SCHEME = 'kopilka';
export const APP_HOST = 'app';

/** The address of the cashier window's page. */
export const CASHIER_URL = `${APP_SCHEME}://${APP_HOST}/cashier/index.html`;

/** Whether an address lies in our own origin. Compared part by part: Node knows no origin of a custom scheme. */
export function isAppUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === ''
  );
}

/** Whether a message came from the top frame of one of our own pages. A frame that is gone is nobody's. */
export function isOwnFrame(frame: FrameApi | null): boolean {
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}
