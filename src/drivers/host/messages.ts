/** What the agent and the device host say to each other, over the process channel as JSON. */
import { z } from 'zod';
import type { DevicesConfig } from '../config.ts';
import { deviceStatusSchema } from '../device-status.ts';
import { machineFoundSchema } from '../discover/machine-facts.ts';
import { decodedScanSchema } from '../scanner/decoded-scan.ts';

/**
 * What the agent says. A type alone: both ends are one program of one version, the agent has checked the config, and
 * checking it again would cost the devices' process a third of its start.
 */
export type ToHost =
  | { readonly type: 'configure'; readonly config: DevicesConfig }
  | {
      readonly type: 'print';
      readonly jobId: string;
      readonly bytesBase64: string;
    }
  /** Opens the drawer soon or not at all. `askedMs`: when, by the wall clock that both processes have. */
  | {
      readonly type: 'pulse';
      readonly jobId: string;
      readonly bytesBase64: string;
      readonly atOnceBase64: string | null;
      readonly askedMs: number;
    }
  /** Bytes of a virtual scanner; they take the same way as those of a serial line. */
  | { readonly type: 'feed'; readonly deviceId: string; readonly bytesBase64: string }
  /** Two lines for the customer display. */
  | { readonly type: 'display'; readonly lines: readonly string[] }
  /** How is every device, now? Changes come as `device`; then `health-checked`. */
  | { readonly type: 'check-health'; readonly n: number }
  /** What is plugged in? Answered with `found`. */
  | { readonly type: 'look' }
  | { readonly type: 'ping'; readonly n: number };

export const printResultSchema = z.strictObject({
  jobId: z.string(),
  state: z.enum(['sent', 'confirmed', 'unknown', 'failed']),
  reason: z.string().nullable(),
});
export type PrintResultMessage = z.infer<typeof printResultSchema>;

export const fromHostSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('scan'), scan: decodedScanSchema }),
  deviceStatusSchema.extend({ type: z.literal('device') }),
  printResultSchema.extend({ type: z.literal('print-result') }),
  /** The last word on a drawer's pulse: `failed` means that it will not open any more. */
  printResultSchema.extend({ type: z.literal('pulse-result') }),
  /** The first byte of a slip is about to leave: from here a crash means `unknown`. */
  z.strictObject({ type: z.literal('print-started'), jobId: z.string() }),
  machineFoundSchema.extend({ type: z.literal('found') }),
  z.strictObject({ type: z.literal('health-checked'), n: z.int() }),
  z.strictObject({ type: z.literal('pong'), n: z.int() }),
  /** The host is about to die of a bug. Names only: a message could hold what was scanned. */
  z.strictObject({ type: z.literal('crash'), name: z.string(), stack: z.array(z.string()) }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
