import { readPhone } from '../../src/contracts/phone.ts';

/** For recognisers of a chain in Russia. */
export const russianPhones = { readPhone: (text: string) => readPhone(text, 'RU') };
