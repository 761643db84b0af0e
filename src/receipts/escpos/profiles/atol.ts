import type { PrinterProfile } from '../profile.ts';
import { rongta } from './rongta.ts';

/** Atol sells Rongta's printer under its own name and the maker's number. */
export const atol: PrinterProfile = { ...rongta, id: 'atol', name: { ru: 'Атол RP-326', en: 'Atol RP-326' } };
