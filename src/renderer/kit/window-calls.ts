import { z } from 'zod';
import { memberViewSchema } from '../../contracts/member-view.ts';
import { localTextSchema } from '../../contracts/scalars.ts';
import { uiCalls } from '../../contracts/ui-api.ts';

/**
 * The calls of the UI contract and two that a window can do without: an agent that does not serve them answers
 * `not-found`, and the window shows ids for names and the member as last seen.
 */
export const windowCalls = {
  ...uiCalls,
  /** What the active pack calls the parts that a quote names by id only; asked again after a `pack` event. */
  'program.names': {
    params: z.strictObject({}),
    result: z.strictObject({
      pack: z.int().nonnegative(),
      /** Promotions, rewards, stamp cards and clubs: whatever may stand in a quote's reasons. */
      promotions: z.record(z.string(), localTextSchema),
      tiers: z.record(z.string(), localTextSchema),
      wallets: z.record(z.string(), localTextSchema),
    }),
  },
  /** The member as known now; asked again after a `member` event. */
  'member.view': {
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    result: z.strictObject({ member: memberViewSchema.nullable() }),
  },
} as const;

export type WindowCalls = typeof windowCalls;
export type WindowCallName = keyof WindowCalls;
export type CallParams<Name extends WindowCallName> = z.input<WindowCalls[Name]['params']>;
export type CallResult<Name extends WindowCallName> = z.output<WindowCalls[Name]['result']>;
export type ProgramNames = CallResult<'program.names'>;
