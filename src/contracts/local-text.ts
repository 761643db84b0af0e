import { z } from 'zod';

/** The two languages in which every product text is complete; more are added as files. */
export const languageSchema = z.enum(['ru', 'en']);
export type Language = z.infer<typeof languageSchema>;
