import { z } from 'zod';

/** Printed paper as a printer's head would leave it: made by interpreting ESC/POS bytes, shown on screen. */
export const paperRunSchema = z.strictObject({
  text: z.string(),
  bold: z.boolean(),
  underline: z.boolean(),
  /** Magnification, 1 to 8. */
  width: z.int().min(1).max(8),
  height: z.int().min(1).max(8),
});
export const paperItemSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('line'),
    align: z.enum(['left', 'center', 'right']),
    runs: z.array(paperRunSchema),
  }),
  z.strictObject({
    kind: z.literal('qr'),
    align: z.enum(['left', 'center', 'right']),
    text: z.string(),
    moduleDots: z.int(),
  }),
  z.strictObject({
    kind: z.literal('barcode'),
    align: z.enum(['left', 'center', 'right']),
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal('feed'), lines: z.int() }),
  z.strictObject({ kind: z.literal('cut') }),
]);
export const paperSchema = z.strictObject({
  /** Characters of the normal font in a line. */
  columns: z.int(),
  items: z.array(paperItemSchema),
});
export type PaperRun = z.infer<typeof paperRunSchema>;
export type PaperItem = z.infer<typeof paperItemSchema>;
export type Paper = z.infer<typeof paperSchema>;
