/** The till's database inside its data folder. */
export const tillDatabaseFile = 'till.sqlite';
/** Daily copies of it. */
export const backupsFolder = 'backups';
/** Damaged files that were set aside. */
export const asideFolder = 'damaged';
/** Which key the folder's files are encrypted with: there while any of them may be. */
export const encryptionMark = 'till-encryption.json';
/** Who the till is, beside its database, which may be damaged. */
export const identityFile = 'till-identity.json';
