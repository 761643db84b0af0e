import { z } from 'zod';

/** The rungs of the degradation ladder, best first. */
export const modeSchema = z.enum(['online', 'offline', 'stale', 'read-only', 'off']);
export type Mode = z.infer<typeof modeSchema>;

/** What a till may do on its rung. The cash register sells on every rung; here it is only about loyalty. */
export const permitsSchema = z.strictObject({
  /** Members are found and carts priced. */
  price: z.boolean(),
  /** Sales, returns, new members and points by hand are booked. */
  book: z.boolean(),
  /** Points of a member that may be spent: all there are, the chain's offline allowance, or none. */
  spend: z.enum(['all', 'allowance', 'none']),
  /** Whose purchases can come back. */
  returns: z.enum(['any', 'own', 'none']),
});
export type Permits = z.infer<typeof permitsSchema>;

/** The degradation ladder, best rung first: the one place that says what each permits. */
export const ladder: Readonly<Record<Mode, Permits>> = {
  online: { price: true, book: true, spend: 'all', returns: 'any' },
  offline: { price: true, book: true, spend: 'allowance', returns: 'own' },
  stale: { price: true, book: true, spend: 'none', returns: 'own' },
  'read-only': { price: true, book: false, spend: 'none', returns: 'none' },
  off: { price: false, book: false, spend: 'none', returns: 'none' },
};

export const deviceStatusSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['scanner', 'cardreader', 'printer', 'display', 'drawer']),
  state: z.enum(['ready', 'degraded', 'offline', 'unconfigured']),
  /** A stable word for programs (`paper-out`, `port-missing`), null when ready. */
  reason: z.string().nullable(),
  /** The status or error of UnifiedPOS 1.15 for the reason (`EPTR_REC_EMPTY`); null when ready or where it has none. */
  unifiedPos: z.string().nullable(),
  since: z.iso.datetime(),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/** Answers of the hub after which a till delivers nothing until it is enrolled again: no retry ever helps. */
const lastingRefusals = ['chain-forked', 'signature-refused'];
export const isLastingRefusal = (code: string): boolean => lastingRefusals.includes(code);

export const tillStatusSchema = z.strictObject({
  version: z.string(),
  chain: z.string(),
  store: z.string(),
  till: z.string(),
  mode: modeSchema,
  /** What the rung permits. */
  permits: permitsSchema,
  /** Operations the hub has not acknowledged yet. */
  backlog: z.strictObject({ count: z.int().nonnegative(), oldestAt: z.iso.datetime().nullable() }),
  quarantine: z.strictObject({ count: z.int().nonnegative() }),
  pack: z
    .strictObject({
      number: z.int().nonnegative(),
      program: z.string(),
      activatedAt: z.iso.datetime(),
      /** Until when the whole program is used without a word of the hub; `over`: only its safe part is. Absent: no end. */
      lease: z.strictObject({ until: z.iso.datetime(), over: z.boolean() }).optional(),
    })
    .nullable(),
  /** A newer program is here and waits for an update of the till; `leastAgent`: the version it asks for, null where it cannot be read here. Absent: none waits. */
  update: z.strictObject({ pack: z.int().positive(), leastAgent: z.string().nullable() }).optional(),
  hub: z
    .strictObject({
      url: z.string(),
      lastContactAt: z.iso.datetime().nullable(),
      /** Why the last exchange failed; `chain-forked` and `signature-refused` need an operator. Null when it went well. */
      problem: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
    })
    .nullable(),
  clock: z.strictObject({ confidence: z.enum(['high', 'low', 'unknown']), offsetMs: z.int().nullable() }),
  /** The tills of the store that share what is spent offline; null where this till shares nothing. */
  storeLan: z
    .strictObject({
      /** With this one. */
      tills: z.int().positive(),
      peers: z.array(
        z.strictObject({ url: z.string(), state: z.enum(['unknown', 'answers', 'silent', 'refused']) }),
      ),
    })
    .nullish(),
  devices: z.array(deviceStatusSchema),
  members: z.int().nonnegative(),
});
export type TillStatus = z.infer<typeof tillStatusSchema>;

/** The code of a lasting refusal, while there is one. */
export function lastingRefusal({ hub }: Pick<TillStatus, 'hub'>): string | null {
  const code = hub?.problem?.code;
  return code !== undefined && isLastingRefusal(code) ? code : null;
}
