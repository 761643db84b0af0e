/** A two-way line of JSON texts to one window: a message port under Electron, a WebSocket in a browser. */
export interface UiChannel {
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
}
