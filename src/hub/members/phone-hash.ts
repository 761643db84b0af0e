import { createHmac } from 'node:crypto';

/** HMAC-SHA-256 of the E.164 text under the chain's phone key, lower-case hex. */
export const hashPhone = (phone: string, phoneKey: Buffer): string =>
  createHmac('sha256', phoneKey).update(phone, 'utf8').digest('hex');
