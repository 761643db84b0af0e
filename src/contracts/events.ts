import { z } from 'zod';
import { keyboardReaderSchema } from './keyboard-reader.ts';
import { paperSchema } from './paper.ts';
import { identifyResultSchema } from './pos-api.ts';
import { deviceStatusSchema, tillStatusSchema } from './till-status.ts';

/** What the agent tells on its own: to registers as server-sent events, to windows over the UI channel. */
export const agentEventSchema = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('scan'),
    data: z.strictObject({ deviceId: z.string(), at: z.iso.datetime(), outcome: identifyResultSchema }),
  }),
  /** A member's balance or tier changed (by sync or by a sale here). */
  z.strictObject({ event: z.literal('member'), data: z.strictObject({ id: z.string() }) }),
  z.strictObject({ event: z.literal('device'), data: deviceStatusSchema }),
  z.strictObject({ event: z.literal('sync'), data: tillStatusSchema }),
  z.strictObject({
    event: z.literal('pack'),
    data: z.strictObject({ number: z.int(), program: z.string(), activatedAt: z.iso.datetime() }),
  }),
  /** Bench only: a slip left the on-screen printer. */
  z.strictObject({ event: z.literal('paper'), data: z.strictObject({ paper: paperSchema }) }),
  /** Windows only: the readers that type which are in force from now on, in the order in which they are tried. */
  z.strictObject({
    event: z.literal('keyboards'),
    data: z.strictObject({ keyboards: z.array(keyboardReaderSchema) }),
  }),
]);
export type AgentEvent = z.infer<typeof agentEventSchema>;

/** What registers are told; the rest is for windows. */
export type RegisterEvent = Exclude<AgentEvent, { readonly event: 'paper' | 'keyboards' }>;
export const isForRegisters = (event: AgentEvent): event is RegisterEvent =>
  event.event !== 'paper' && event.event !== 'keyboards';
