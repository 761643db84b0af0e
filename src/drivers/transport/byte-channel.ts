import type { Result } from '../../shared/result.ts';

/** Why a line could not be opened or was lost; stable words for status lines and logs. */
export type ChannelFault =
  | 'port-missing'
  | 'port-denied'
  | 'port-busy'
  | 'port-failed'
  | 'unreachable'
  /** A scanner that is plugged in and set up as a keyboard or for IBM registers. */
  | 'wrong-usb-mode'
  /** The HID library of this machine cannot be loaded. */
  | 'hid-unavailable'
  | 'disconnected';

/** An open two-way line to a device. A lost one is never reused: opening gives a new one. */
export interface ByteChannel {
  /**
   * Hands bytes to the system; settles when they have left this process, or with the fault. It may also never
   * settle, when a device holds the line: the caller keeps its own time-out.
   */
  write(bytes: Uint8Array): Promise<Result<void, ChannelFault>>;
  /** The one listener for bytes from the device. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Hears of the loss of the line, once, also when it was lost before. The returned function stops listening. */
  onLost(listener: () => void): () => void;
  /** Ends the line. A kept one (serial) drops what it has not sent: the device may take it after the next opening. */
  close(): void;
}

export type OpenChannel = () => Promise<Result<ByteChannel, ChannelFault>>;
