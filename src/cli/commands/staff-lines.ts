import type { ManagedStaff } from '../../contracts/manage.ts';

/** The staff list for a person to read, one line each. */
export const staffLines = ({ staff }: ManagedStaff): string[] =>
  staff.length === 0
    ? ['The staff list is empty.']
    : staff.map(({ id, name, role, member, hasPin }) =>
        [
          role.padEnd(8),
          hasPin ? 'PIN   ' : 'no PIN',
          id.padEnd(12),
          name,
          ...(member === null ? [] : [`(member ${member})`]),
        ].join('  '),
      );
