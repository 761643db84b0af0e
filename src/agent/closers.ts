/** What was opened, so that it can be closed in the opposite order: at the end, or when a later part cannot open. */
export type Closers = {
  readonly add: (close: () => void | Promise<void>) => void;
  /** Closes everything once; a closer that fails does not keep the others from closing, and is thrown at the end. */
  readonly closeAll: () => Promise<void>;
};

export function createClosers(): Closers {
  const open: (() => void | Promise<void>)[] = [];
  return {
    add: (close) => void open.push(close),
    closeAll: async () => {
      let failure: unknown = null;
      for (let close = open.pop(); close !== undefined; close = open.pop()) {
        try {
          await close();
        } catch (cause) {
          failure ??= cause;
        }
      }
      if (failure !== null) throw failure;
    },
  };
}
