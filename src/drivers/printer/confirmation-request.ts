import type { PrinterConfig } from '../config.ts';
import { processIdOf } from './printer-answers.ts';

/** `GS r 1`: answered when everything before it has been worked off. */
export const bufferedStatusRequest = Uint8Array.of(0x1d, 0x72, 0x01);

/** `GS ( H` fn 48 is answered after printing; `GS r 1` when everything before it has been worked off. */
export function confirmationRequest(confirmBy: PrinterConfig['confirmBy'], jobNumber: number): Uint8Array {
  switch (confirmBy) {
    case 'process-id':
      return Uint8Array.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...processIdOf(jobNumber));
    case 'buffered-status':
      return bufferedStatusRequest;
    case 'none':
      return new Uint8Array(0);
  }
}
