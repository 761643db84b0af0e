/** What every member has and most tests do not care about: no name, no phone, no cards, nothing collected. */
export const bareMember = {
  state: 'active' as const,
  firstName: null,
  phoneHash: null,
  phoneLast4: null,
  cards: [],
  birthday: null,
  segments: [],
  clubs: [],
  choices: {},
  stamps: {},
  used: {},
};
