import { isEarlier, versionPattern } from '../../../shared/version-order.ts';
import { instantOf } from './instant-field.ts';

/** When, until when and where a program is to hold, as typed; all empty: at once, until replaced, everywhere. */
export type TypedTerms = {
  readonly at: string;
  readonly until: string;
  readonly stores: readonly string[];
  /** Such as 0.2.0. */
  readonly leastAgent: string;
  /** Receipts of one till, by promotion. */
  readonly caps: Readonly<Record<string, number>>;
};
export const noTerms: TypedTerms = { at: '', until: '', stores: [], leastAgent: '', caps: {} };

export type ReadTerms = {
  readonly ready: boolean;
  /** It would end before it starts. */
  readonly early: boolean;
  /** The version is not three numbers. */
  readonly noVersion: boolean;
  readonly activateAt: string | null;
  /** What a request names of it. */
  readonly named: {
    readonly activateAt?: string;
    readonly endsAt?: string;
    readonly stores?: readonly string[];
    readonly leastAgent?: string;
    readonly tillCaps?: Readonly<Record<string, number>>;
  };
};

/** `nowAt`: the hub's time when somebody last asked, for what starts at once. */
export function readTerms(
  { at, until, stores, leastAgent: typedVersion, caps }: TypedTerms,
  nowAt: string,
): ReadTerms {
  const [activateAt, endsAt] = [instantOf(at), instantOf(until)];
  const leastAgent = typedVersion.trim();
  const noVersion = leastAgent !== '' && !versionPattern.test(leastAgent);
  if (activateAt === 'unreadable' || endsAt === 'unreadable') {
    return { ready: false, early: false, noVersion, activateAt: null, named: {} };
  }
  const early = endsAt !== null && Date.parse(endsAt) <= Date.parse(activateAt ?? nowAt);
  const named = {
    ...(activateAt === null ? {} : { activateAt }),
    ...(endsAt === null ? {} : { endsAt }),
    ...(stores.length === 0 ? {} : { stores }),
    ...(leastAgent === '' ? {} : { leastAgent }),
    ...(Object.keys(caps).length === 0 ? {} : { tillCaps: caps }),
  };
  return { ready: !early && !noVersion, early, noVersion, activateAt, named };
}

/** Tills that would stay with the program before: their version is earlier than the typed one. */
export const tooOldFor = <Till extends { readonly enrolled: boolean; readonly version: string | null }>(
  leastAgent: string | null,
  tills: readonly Till[],
): Till[] =>
  leastAgent === null
    ? []
    : tills.filter(({ enrolled, version }) => enrolled && isEarlier(version ?? '', leastAgent));
