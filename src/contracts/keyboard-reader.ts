import { z } from 'zod';

/** A reader that types like a keyboard, as a window tells it from a person. */
export const keyboardReaderSchema = z.strictObject({
  /** Typed around each code and no part of it. */
  prefix: z.string(),
  suffix: z.string(),
  /** Characters of a code; null: any. */
  length: z.int().nullable(),
  slowestKeyMs: z.int(),
  /** The function key it types for FNC1, as browsers name it; null: none. */
  separatorKey: z.string().nullable(),
  /** How it spells card numbers; null leaves codes as they are. */
  numbers: z
    .strictObject({
      digits: z.enum(['decimal', 'hexadecimal']),
      reversed: z.boolean(),
      keepBytes: z.int().nullable(),
    })
    .nullable(),
});
