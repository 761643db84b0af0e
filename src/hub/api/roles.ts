import type { Role } from '../../contracts/manage.ts';

/** Who may do what. The owner may do everything; others only what names them. */
export const rights = {
  'know-oneself': ['owner', 'manager', 'integrator', 'cashier'],
  'change-tokens': ['owner'],
  'change-settings': ['owner'],
  'change-staff': ['owner'],
  publish: ['owner', 'manager'],
  'add-tills': ['owner', 'manager'],
  'write-off': ['owner', 'manager'],
  'read-chain': ['owner', 'manager'],
  'load-members': ['owner', 'manager', 'integrator'],
  'load-goods': ['owner', 'manager', 'integrator'],
  'erase-members': ['owner', 'manager'],
  'merge-members': ['owner', 'manager'],
  'read-member': ['owner', 'manager', 'integrator', 'cashier'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof rights;

/** A role out of the database that this version does not know has no rights. */
export const mayDo = (role: string, right: Right): boolean =>
  (rights[right] as readonly string[]).includes(role);

export const rightsOf = (role: string): Right[] =>
  (Object.keys(rights) as Right[]).filter((right) => mayDo(role, right));
