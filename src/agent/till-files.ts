/** The till's database inside its data folder. */
export const tillDatabaseFile = 'till.sqlite';
/** Daily copies of it. */
export const backupsFolder = 'backups';
/** Damaged files that were set aside. */
export const asideFolder = 'damaged';
/** Who the till is, beside its database, which may be damaged. */
export const identityFile = 'till-identity.json';
