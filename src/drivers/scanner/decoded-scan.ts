import { z } from 'zod';

/** One code as a reader sent it, before anybody has judged what it means. */
export const decodedScanSchema = z.strictObject({
  deviceId: z.string(),
  /** The code without prefix, suffix and AIM identifier; control characters kept. */
  text: z.string(),
  /** Two characters after `]`, null where the reader sends no identifier. */
  aim: z.string().nullable(),
  /** When the last byte was read, on the machine's monotonic clock, in milliseconds. */
  receivedAtMonotonicMs: z.number(),
});

export type DecodedScan = z.infer<typeof decodedScanSchema>;
