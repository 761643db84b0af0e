import { localInstant } from '../../kit/local-instant.ts';

/** What stands in a field for date and minute, as an instant with this machine's offset; null where it is empty. */
export function instantOf(field: string): string | null | 'unreadable' {
  if (field === '') return null;
  const moment = new Date(field);
  if (Number.isNaN(moment.getTime())) return 'unreadable';
  return localInstant(moment.getTime(), -moment.getTimezoneOffset());
}
