import type { Sentence } from '../../contracts/sentence.ts';
import type { ScannerPresetName } from '../../drivers/scanner-presets.ts';
import { sameName } from '../../receipts/escpos/profile.ts';

/** Makers as they write themselves. */
const presetNames: Readonly<Record<ScannerPresetName, string | Sentence>> = {
  generic: { ru: 'Другой', en: 'Another make' },
  honeywell: 'Honeywell',
  zebra: 'Zebra',
  mindeo: 'Mindeo',
  atol: { ru: 'Атол', en: 'Atol' },
  unitech: 'Unitech',
  wincor: 'Wincor',
  icl: 'ICL',
  olivetti: 'Olivetti',
  ncr: 'NCR',
  magtek: 'MagTek',
  idtech: 'IDTech',
  rdm6300: 'RDM6300',
  'rdm6300-binary': { ru: 'RDM6300, двоичный', en: 'RDM6300, binary' },
  vtap: 'VTAP',
  biometric: { ru: 'Биометрия', en: 'Biometric' },
};

/** What a person chooses a reader's preset by. */
export const presetName = (id: ScannerPresetName): Sentence => {
  const name = presetNames[id];
  return typeof name === 'string' ? sameName(name) : name;
};
