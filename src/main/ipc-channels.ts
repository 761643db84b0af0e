/** Page to main: this window wants a channel to the agent. */
export const CONNECT_CHANNEL = 'ui-connect';

/** Main to page, with one message port; the preload passes it on as a window message with this text as its data. */
export const PORT_CHANNEL = 'ui-port';
