import { type ScannerPresetName, scannerPresets } from './scanner-presets.ts';

/** What of a reader's config decides where its codes begin and end. */
export type ReaderSigns = {
  readonly preset: ScannerPresetName;
  readonly transport: { readonly kind: 'serial' | 'hid' | 'virtual' };
  readonly framing?: 'line' | 'rdm6300' | 'rdm6300-binary' | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
};
type SignFault = { readonly field: 'prefix' | 'suffix'; readonly message: string; readonly ru: string };

const endOfText = '\u0003';

const inReports = {
  message: 'A USB HID reader sends its codes without signs around them: leave this field out.',
  ru: 'Считыватель USB HID шлёт коды без знаков вокруг них: уберите это поле.',
};
const ownSigns = {
  message:
    'An RDM6300 has signs of its own around each card: leave this field out, or give "framing": "line".',
  ru: 'У RDM6300 вокруг карты свои знаки: уберите это поле или укажите "framing": "line".',
};
const endStays = {
  message:
    'The readers of this preset end each code with ETX, which would stay in the code: leave this field out, or give the suffix that yours sends.',
  ru: 'Сканеры с этим preset завершают код знаком ETX, и он остался бы в коде: уберите это поле или укажите суффикс вашего сканера.',
};

/** Why a prefix or suffix would be ignored; null where it is heeded. */
function ignoredSigns({ preset, transport, framing }: ReaderSigns): Omit<SignFault, 'field'> | null {
  if (transport.kind === 'hid') return inReports;
  return (framing ?? scannerPresets[preset].framing) === 'line' ? null : ownSigns;
}

/** What the config of a reader says of the signs around its codes without any effect, or to their harm. */
export function signFaults(reader: ReaderSigns): readonly SignFault[] {
  const ignored = ignoredSigns(reader);
  if (ignored !== null) {
    return (['prefix', 'suffix'] as const)
      .filter((field) => (reader[field] ?? '') !== '')
      .map((field) => ({ field, ...ignored }));
  }
  const leavesEnd = reader.suffix === '' && scannerPresets[reader.preset].suffix === endOfText;
  return leavesEnd ? [{ field: 'suffix', ...endStays }] : [];
}

/** The signs around a reader's codes, the maker's where the config says nothing; none where they would be ignored. */
export function signsOf(reader: ReaderSigns): { readonly prefix: string; readonly suffix: string } {
  if (ignoredSigns(reader) !== null) return { prefix: '', suffix: '' };
  const maker = scannerPresets[reader.preset];
  return { prefix: reader.prefix ?? maker.prefix, suffix: reader.suffix ?? maker.suffix };
}
