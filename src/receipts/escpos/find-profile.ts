import type { PrinterProfile } from './profile.ts';
import { atol } from './profiles/atol.ts';
import { bixolon } from './profiles/bixolon.ts';
import { citizen } from './profiles/citizen.ts';
import { epson } from './profiles/epson.ts';
import { epson42 } from './profiles/epson-42.ts';
import { epson58 } from './profiles/epson-58.ts';
import { epsonNoCyrillic } from './profiles/epson-no-cyrillic.ts';
import { kefar } from './profiles/kefar.ts';
import { modelProfiles } from './profiles/models.ts';
import { rongta } from './profiles/rongta.ts';
import { star } from './profiles/star.ts';
import { starPrnt, starPrnt58 } from './profiles/star-prnt.ts';
import { sunmi } from './profiles/sunmi.ts';
import { wincor } from './profiles/wincor.ts';
import { xprinter } from './profiles/xprinter.ts';

/** Makes and sizes of paper, for whom the exact model is not listed: the most usual first. */
export const familyProfiles: readonly PrinterProfile[] = [
  epson,
  epson42,
  epson58,
  epsonNoCyrillic,
  bixolon,
  citizen,
  star,
  starPrnt,
  starPrnt58,
  rongta,
  atol,
  xprinter,
  kefar,
  sunmi,
  wincor,
];

export const printerProfiles: readonly PrinterProfile[] = [...familyProfiles, ...modelProfiles];

/**
 * The profile with this id, null where there is none. `columns` is the till's own setting of the paper width;
 * a printer is never asked for more than its profile says it has.
 */
export function findProfile(id: string, columns: number | null = null): PrinterProfile | null {
  const profile = printerProfiles.find((one) => one.id === id);
  if (profile === undefined) return null;
  if (columns === null || columns >= profile.columns) return profile;
  const widthDots = Math.floor((profile.widthDots * columns) / profile.columns);
  return { ...profile, columns, widthDots };
}

/** What a till's config says of its printer; `codePage`: the number that holds Cyrillic in `encoding`, where the printer differs from its make. */
type ConfiguredPrinter = {
  readonly profile: string;
  readonly width: number | null;
  readonly codePage: number | null;
  readonly encoding: 'cp866' | 'cp1251';
};

/** The profile of a till's printer; without a printer, or with a profile nobody knows, the most usual one. */
export function profileOfPrinter(printer: ConfiguredPrinter | null): PrinterProfile {
  const profile = printer === null ? null : findProfile(printer.profile, printer.width);
  if (profile === null) return epson;
  if (printer === null || printer.codePage === null) return profile;
  return { ...profile, codePage: { number: printer.codePage, encoding: printer.encoding } };
}
