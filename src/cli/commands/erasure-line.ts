import type { Erasure } from '../../contracts/manage.ts';

/** One erased member for people: when, and whose files still hold the person. */
export function erasureLine({ member, at, tills }: Erasure): string {
  const waiting = tills.filter(({ done }) => !done).map(({ store, till }) => `${store}/${till}`);
  const fate = waiting.length === 0 ? 'every till has forgotten' : `still to forget: ${waiting.join(', ')}`;
  return `${member}  erased ${at}  ${fate}`;
}
