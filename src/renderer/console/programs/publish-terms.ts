import { instantOf } from './instant-field.ts';

/** When, until when and where a program is to hold, as typed; all empty: at once, until replaced, everywhere. */
export type TypedTerms = { readonly at: string; readonly until: string; readonly stores: readonly string[] };
export const noTerms: TypedTerms = { at: '', until: '', stores: [] };

export type ReadTerms = {
  readonly ready: boolean;
  /** It would end before it starts. */
  readonly early: boolean;
  readonly activateAt: string | null;
  /** What a request names of it. */
  readonly named: {
    readonly activateAt?: string;
    readonly endsAt?: string;
    readonly stores?: readonly string[];
  };
};

/** `nowAt`: the hub's time when somebody last asked, for what starts at once. */
export function readTerms({ at, until, stores }: TypedTerms, nowAt: string): ReadTerms {
  const [activateAt, endsAt] = [instantOf(at), instantOf(until)];
  if (activateAt === 'unreadable' || endsAt === 'unreadable') {
    return { ready: false, early: false, activateAt: null, named: {} };
  }
  const early = endsAt !== null && Date.parse(endsAt) <= Date.parse(activateAt ?? nowAt);
  const named = {
    ...(activateAt === null ? {} : { activateAt }),
    ...(endsAt === null ? {} : { endsAt }),
    ...(stores.length === 0 ? {} : { stores }),
  };
  return { ready: !early, early, activateAt, named };
}
