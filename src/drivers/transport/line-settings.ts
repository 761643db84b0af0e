import { err, ok, type Result } from '../../shared/result.ts';

/** How characters go over a serial line. */
export interface LineSettings {
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly stopBits: 1 | 1.5 | 2;
  readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space';
}

/** A setting that no port of this system can have. */
export interface LineFault {
  readonly field: 'dataBits' | 'stopBits' | 'parity';
  /** The sentence in English and in Russian. */
  readonly message: string;
  readonly ru: string;
}

/**
 * The settings to open a port with, on a system by its name in `process.platform`. Only Windows knows mark and space
 * parity; elsewhere they are written with others that look the same on the wire: a parity bit that is always 1 is a
 * second stop bit, and one that is always 0 is the highest data bit of a plain character. The circuits of a port know
 * one and a half stop bits instead of two where a character has five bits, and there alone.
 */
export function lineSettingsOn(
  platform: string,
  { dataBits, stopBits, parity }: LineSettings,
): Result<LineSettings, LineFault> {
  const fault = (field: LineFault['field'], message: string, ru: string) => err({ field, message, ru });
  if (stopBits === 1.5 && dataBits !== 5) {
    return fault('stopBits', '1.5 goes with 5 data bits only.', '1,5 бывает только при 5 битах данных.');
  }
  if (stopBits === 2 && dataBits === 5) {
    return fault('stopBits', 'With 5 data bits there are 1 or 1.5.', 'При 5 битах данных бывает 1 или 1,5.');
  }
  if (platform === 'win32') return ok({ dataBits, stopBits, parity });
  if (parity === 'mark') {
    if (stopBits !== 1) {
      const ru = 'В этой системе чётность mark бывает только с 1 стоповым битом.';
      return fault('stopBits', 'This system has mark parity with 1 stop bit only.', ru);
    }
    // Five bits and "two" stop bits would be one and a half of them.
    if (dataBits === 5) {
      const ru = 'В этой системе нет чётности mark при 5 битах данных.';
      return fault('parity', 'This system has no mark parity with 5 data bits.', ru);
    }
    return ok({ dataBits, stopBits: 2, parity: 'none' });
  }
  if (parity === 'space') {
    const wider = ({ 5: 6, 6: 7, 7: 8, 8: null } as const)[dataBits];
    if (wider === null) {
      const ru = 'В этой системе нет чётности space при 8 битах данных.';
      return fault('parity', 'This system has no space parity with 8 data bits.', ru);
    }
    if (stopBits === 1.5) {
      const ru = 'В этой системе чётность space бывает только с 1 или 2 стоповыми битами.';
      return fault('stopBits', 'This system has space parity with 1 or 2 stop bits only.', ru);
    }
    return ok({ dataBits: wider, stopBits, parity: 'none' });
  }
  // What the library calls two are one and a half where there are five bits.
  return ok({ dataBits, stopBits: stopBits === 1.5 ? 2 : stopBits, parity });
}
