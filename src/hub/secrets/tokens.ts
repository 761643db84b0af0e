import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text that fits a header and a command line. */
export const makeToken = (): string => randomBytes(32).toString('base64url');

/** Only the hash of a token is stored: the database opens nothing. Lower-case hex. */
export const hashToken = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');
