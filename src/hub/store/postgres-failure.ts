/** The PostgreSQL database cannot be used; the sentence says why, and holds no password. */
export class PostgresFailure extends Error {
  override readonly name = 'PostgresFailure';

  constructor(cause: unknown) {
    super(sentenceOf(cause), { cause });
  }
}

function sentenceOf(cause: unknown): string {
  const said = reasonOf(cause);
  // Kysely's words for a step that the database has and this program does not.
  if (/previously executed migration .* is missing/.test(said)) {
    return 'The PostgreSQL database was written by a newer Kopilka. Update this one.';
  }
  return `The PostgreSQL database cannot be used: ${said}. Check its address, that it runs, and the rights of its user.`;
}

/** A host with several addresses fails with one error for each. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}
