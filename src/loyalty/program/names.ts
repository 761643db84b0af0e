/** Names that other parts of a program may refer to. */
export type Names = Readonly<
  Record<'wallets' | 'tiers' | 'clubs' | 'stampCards' | 'couponSeries', ReadonlySet<string>>
>;

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const listOf = (value: unknown, key: string): readonly unknown[] => {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list : [];
};

const textsOf = (entries: readonly unknown[], key: string): string[] =>
  entries.flatMap((entry) => {
    const text = fieldOf(entry, key);
    return typeof text === 'string' ? [text] : [];
  });

/** The names of a document, also of one with faults: a tier with a wrong percent is still there to be named. */
export function namesOf(document: unknown): Names {
  const ids = (key: string): Set<string> => new Set(textsOf(listOf(document, key), 'id'));
  const effects = listOf(document, 'promotions').flatMap((promotion) => listOf(promotion, 'then'));
  const issued = textsOf(
    effects.filter((effect) => fieldOf(effect, 'type') === 'coupon'),
    'series',
  );
  return {
    wallets: ids('wallets'),
    tiers: ids('tiers'),
    clubs: ids('clubs'),
    stampCards: ids('stampCards'),
    couponSeries: new Set([...ids('couponSeries'), ...issued]),
  };
}
