/** Profiles of printers that speak StarPRNT: they know no question of ESC/POS, so none is asked and none answered. */
const starPrntProfiles = new Set(['star-prnt', 'star-prnt-58']);

export const answersEscPos = (profile: string): boolean => !starPrntProfiles.has(profile);
