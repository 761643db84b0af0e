import { likeliestFirst, tracksOf } from '../codec/magnetic-track.ts';

/** Loyalty stripe cards often carry only `;digits=?` (ISO/IEC 7813 track 2); a rule speaks of the digits. */
const loyaltyTrack = /^;([0-9]{1,37})=?[0-9]*\?.?$/;

/** What is on a track: its digits up to the separator where it has no other, else all between its sentinels. */
export const contentOfTrack = (track: string): string => loyaltyTrack.exec(track)?.[1] ?? track.slice(1, -1);

/**
 * The texts that a rule is asked about, the likeliest first: the scan itself, then of a swipe every track, as it is and
 * without its sentinels; of track 1 also without the letter in front, which may be its format code and not the chain's.
 */
export function textsOfScan(text: string): string[] {
  const tracks = tracksOf(text);
  if (tracks === null) return [text];
  const texts = likeliestFirst(tracks).flatMap((track) => {
    const content = contentOfTrack(track);
    return track.startsWith('%') ? [track, content, content.slice(1)] : [track, content];
  });
  return [text, ...texts];
}
