/** What the agent and the device host say to each other, over the process channel as JSON. */
import { z } from 'zod';
import { devicesConfigSchema } from '../config.ts';
import { deviceStatusSchema } from '../device-status.ts';
import { machineFoundSchema } from '../discover/machine-facts.ts';
import { decodedScanSchema } from '../scanner/decoded-scan.ts';

/** The config has been filled in already; the agent sends it as it holds it. */
const configSchema = z.custom<z.infer<typeof devicesConfigSchema>>(
  (value) => devicesConfigSchema.safeParse(value).success,
);

export const toHostSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('configure'), config: configSchema }),
  z.strictObject({ type: z.literal('print'), jobId: z.string(), bytesBase64: z.base64() }),
  /** Bytes of a virtual scanner; they take the same way as those of a serial line. */
  z.strictObject({ type: z.literal('feed'), deviceId: z.string(), bytesBase64: z.base64() }),
  /** Two lines for the customer display. */
  z.strictObject({ type: z.literal('display'), lines: z.array(z.string().max(80)).max(2) }),
  /** Ask the printer how it is, now. */
  z.strictObject({ type: z.literal('check-health') }),
  /** What is plugged in? Answered with `found`. */
  z.strictObject({ type: z.literal('look') }),
  z.strictObject({ type: z.literal('ping'), n: z.int() }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

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
  /** The first byte of a slip is about to leave: from here a crash means `unknown`. */
  z.strictObject({ type: z.literal('print-started'), jobId: z.string() }),
  machineFoundSchema.extend({ type: z.literal('found') }),
  z.strictObject({ type: z.literal('pong'), n: z.int() }),
  /** The host is about to die of a bug. Names only: a message could hold what was scanned. */
  z.strictObject({ type: z.literal('crash'), name: z.string(), stack: z.array(z.string()) }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
