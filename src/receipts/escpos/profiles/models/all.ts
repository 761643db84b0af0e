// Made by scripts/printer-profiles.mjs from the escpos-printer-db collection of printer facts,
// https://github.com/receipt-print-hq/escpos-printer-db, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
// reduced to what a slip needs. Change the script, not this file.
import type { PrinterProfile } from '../../profile.ts';
import { bixolonModels } from './bixolon.ts';
import { citizenModels } from './citizen.ts';
import { eposModels } from './epos.ts';
import { epsonModels } from './epson.ts';
import { kefarModels } from './kefar.ts';
import { metapaceModels } from './metapace.ts';
import { munbynModels } from './munbyn.ts';
import { netumModels } from './netum.ts';
import { pbmModels } from './pbm.ts';
import { rongtaModels } from './rongta.ts';
import { seikoModels } from './seiko.ts';
import { starModels } from './star.ts';
import { sunmiModels } from './sunmi.ts';
import { wincorModels } from './wincor.ts';
import { yhdaaModels } from './yhdaa.ts';
import { ziJiangModels } from './zi-jiang.ts';
import { zjiangModels } from './zjiang.ts';

export const modelProfiles: readonly PrinterProfile[] = [
  ...bixolonModels,
  ...citizenModels,
  ...eposModels,
  ...epsonModels,
  ...kefarModels,
  ...metapaceModels,
  ...munbynModels,
  ...netumModels,
  ...pbmModels,
  ...rongtaModels,
  ...seikoModels,
  ...starModels,
  ...sunmiModels,
  ...wincorModels,
  ...yhdaaModels,
  ...ziJiangModels,
  ...zjiangModels,
];
