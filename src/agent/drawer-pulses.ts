import type { DrawerConfig } from '../drivers/config.ts';
import { drawerPulse, drawerPulseAtOnce } from '../drivers/drawer/drawer-pulse.ts';
import { starDrawerPulse } from '../drivers/drawer/star-drawer-pulse.ts';
import type { PrinterProfile } from '../receipts/escpos/profile.ts';

/** A drawer's pulse in its printer's language, and the one past the printer's buffer where the language has it. */
export const pulsesOf = (
  drawer: DrawerConfig,
  { language }: Pick<PrinterProfile, 'language'>,
): [pulse: Uint8Array, atOnce: Uint8Array | null] =>
  language === 'star-prnt'
    ? [starDrawerPulse(drawer), null]
    : [drawerPulse(drawer), drawerPulseAtOnce(drawer)];
