import { z } from 'zod';

/** How much a till writes into its log. `debug` tells of every exchange with the hub; never a card, phone or name. */
export const logLevelSchema = z.enum(['debug', 'info', 'warn', 'error']);
export type LogLevel = z.infer<typeof logLevelSchema>;
