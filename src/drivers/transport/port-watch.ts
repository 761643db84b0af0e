import type { Scheduler } from '../scheduler.ts';
import { portName } from './port-name.ts';

/** Paths of the serial ports that the system has now; rejects where it cannot be asked. */
export type ListPorts = () => Promise<readonly string[]>;

/** Finds open serial ports whose plug was pulled without the system saying so, as Windows sometimes does not. */
export interface PortWatch {
  /** `onGone` is called once, when the port is listed no more; the returned function ends the watch. */
  watch(path: string, onGone: () => void): () => void;
  /** Looks now; settles when what is gone has been told. */
  checkNow(): Promise<void>;
}

/** A list takes some milliseconds of another thread; a cashier notices a dead scanner later than this. */
export const portLookMs = 3000;

interface Watched {
  readonly name: string;
  readonly onGone: () => void;
  /** A port that the system never lists, as some drivers' are, is not gone because it is not listed. */
  seen: boolean;
}

/** Looks only while a port is watched. A port counts as gone when it is missing from two lists in a row. */
export function createPortWatch(list: ListPorts, scheduler: Scheduler): PortWatch {
  const watched = new Set<Watched>();
  let cancelLook: (() => void) | null = null;
  let looking: Promise<void> | null = null;

  const names = (): Promise<ReadonlySet<string> | null> =>
    list().then(
      (paths) => new Set(paths.map(portName)),
      () => null,
    );

  const look = async (): Promise<void> => {
    const present = await names();
    if (present === null) return;
    const missing = [...watched].filter(({ name, seen }) => seen && !present.has(name));
    for (const port of watched) port.seen ||= present.has(port.name);
    const again = missing.length === 0 ? present : await names();
    for (const port of missing) {
      // One that was closed meanwhile is watched no more.
      if (again === null || again.has(port.name) || !watched.delete(port)) continue;
      port.onGone();
    }
  };

  const checkNow = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };

  const plan = (): void => {
    if (cancelLook !== null || watched.size === 0) return;
    cancelLook = scheduler.after(portLookMs, () => {
      void checkNow().then(() => {
        cancelLook = null;
        plan();
      });
    });
  };

  return {
    watch(path, onGone) {
      const port: Watched = { name: portName(path), onGone, seen: false };
      watched.add(port);
      // Now, so that it is known to be listed before it can be pulled.
      void checkNow();
      plan();
      return () => {
        watched.delete(port);
        if (watched.size > 0) return;
        cancelLook?.();
        cancelLook = null;
      };
    },
    checkNow,
  };
}
