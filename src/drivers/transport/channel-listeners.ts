/** Keeps what the listeners of a channel must hear, whatever order things happen in. */
export interface ChannelListeners {
  readonly data: (bytes: Uint8Array) => void;
  readonly lost: () => void;
  readonly onData: (listener: (bytes: Uint8Array) => void) => void;
  readonly onLost: (listener: () => void) => () => void;
}

/** Losing a line is told once, although a serial port that is unplugged while writing says it up to three times. */
export function createChannelListeners(): ChannelListeners {
  let dataListener: ((bytes: Uint8Array) => void) | null = null;
  const lostListeners = new Set<() => void>();
  let isLost = false;
  return {
    data(bytes) {
      dataListener?.(bytes);
    },
    lost() {
      isLost = true;
      for (const listener of lostListeners) listener();
      lostListeners.clear();
    },
    onData(listener) {
      dataListener = listener;
    },
    onLost(listener) {
      if (isLost) listener();
      else lostListeners.add(listener);
      return () => void lostListeners.delete(listener);
    },
  };
}
