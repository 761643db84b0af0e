/**
 * Text of a magnetic track (ISO/IEC 7813): track 1 is `%` … `?` of at most 79 characters, track 2 `;` … `?` of at
 * most 40, track 3 (ISO/IEC 4909) `;` or `+` … `?` of at most 107.
 */
export type TrackNumber = 1 | 2 | 3;

const longest: Readonly<Record<TrackNumber, number>> = { 1: 79, 2: 40, 3: 107 };
const starts: Readonly<Record<TrackNumber, string>> = { 1: '%', 2: ';', 3: ';+' };
/** Track 1 spells six bits from the space on, tracks 2 and 3 four bits from `0` on. */
const allowed: Readonly<Record<TrackNumber, RegExp>> = { 1: /^[\x20-\x5f]*$/, 2: /^[0-?]*$/, 3: /^[0-?]*$/ };

/**
 * The track from its start to its end sentinel, or null where the text is no such track. Readers normally strip the
 * check character behind the end sentinel; a sent one is taken off.
 */
export function magneticTrack(text: string, track: TrackNumber): string | null {
  const first = text.charAt(0);
  if (first === '' || !starts[track].includes(first)) return null;
  const end = text.indexOf('?');
  if (end < 0 || end > text.length - 1 || text.length - end > 2) return null;
  const whole = text.slice(0, end + 1);
  if (whole.length > longest[track] || !allowed[track].test(whole.slice(1))) return null;
  return whole;
}

/** What was read of tracks 1, 2 and 3. */
export type Tracks = readonly [string | null, string | null, string | null];

/** A check character behind a track belongs to it, where the next track or the end of the text comes behind that. */
const swipe = /^(?:(%[^?]*\?)[^;+]??)?(?:(;[^?]*\?)[^;+]??)?(?:([;+][^?]*\?).??)?$/;

/**
 * The tracks of one swipe as readers send them: one behind the other, those that were read. Null where no part of the
 * text is a track.
 */
export function tracksOf(text: string): Tracks | null {
  const [, first = '', second = '', third = ''] = swipe.exec(text) ?? [];
  const tracks = [magneticTrack(first, 1), magneticTrack(second, 2), magneticTrack(third, 3)] as const;
  return tracks.some((track) => track !== null) ? tracks : null;
}

/** Track 2 first, where loyalty cards most likely have their number, then 1, then 3. */
export const likeliestFirst = ([first, second, third]: Tracks): string[] =>
  [second, first, third].filter((track) => track !== null);
