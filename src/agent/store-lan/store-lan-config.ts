import { z } from 'zod';

/** Where the tills of a store find each other. */
export const storeLanConfigSchema = z.strictObject({
  /** Address of this machine in the store's network, or 0.0.0.0 for all of them. */
  host: z.string().min(1).max(255).default('0.0.0.0'),
  port: z.int().min(0).max(65_535).default(8390),
  /** How long a cart waits for the others. A cash register gives up after 300 ms: half of that leaves time for the quote. */
  waitMs: z.int().min(20).max(5_000).default(150),
  /** The other tills, such as `http://192.168.1.12:8390`. */
  peers: z
    .array(
      z.url({
        protocol: /^http$/,
        error: 'Give the address of another till of the store, such as http://192.168.1.12:8390.',
      }),
    )
    .max(100)
    .default([]),
});
export type StoreLanConfig = z.infer<typeof storeLanConfigSchema>;
