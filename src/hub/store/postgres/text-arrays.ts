import { type RawBuilder, sql } from 'kysely';

/** For `column = anyOf(values)`: one parameter whatever the number of values, so the statement's text stays the same. */
export const anyOf = (values: readonly string[]): RawBuilder<string> => sql<string>`any(${values}::text[])`;
