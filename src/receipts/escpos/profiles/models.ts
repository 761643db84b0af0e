import type { PrinterProfile } from '../profile.ts';
import { type ModelRow, modelRows } from './model-rows.ts';

/** What the collection says of a model beside its name. */
const russianWords: ReadonlyArray<readonly [RegExp, string]> = [
  [/ \((\d+) column mode\)/, ', $1 знака в строке'],
  [/ South Asia$/, ' для Южной Азии'],
  [/ Traditional Chinese$/, ' для Тайваня'],
  [/ Chinese$/, ' для Китая'],
  [/ Series$/, ', все модели'],
  [/ Thermal Receipt Printer$/, ''],
];
const inRussian = (name: string): string =>
  russianWords.reduce((text, [words, russian]) => text.replace(words, russian), name);

function profileOfRow(row: ModelRow): PrinterProfile {
  const [id, name, columns, widthDots, codePage, qr, cut, automaticStatus, barcode] = row;
  return {
    id,
    language: 'esc-pos',
    name: { ru: inRussian(name), en: name },
    columns,
    widthDots,
    codePage: codePage === null ? null : { number: codePage[0], encoding: codePage[1] },
    qr,
    cut,
    // The tear bar is nearer to the print head than a cutter.
    feedBeforeCutLines: cut === 'none' ? 3 : 4,
    automaticStatus,
    barcode,
  };
}

/** The models of the escpos-printer-db collection, by maker. */
export const modelProfiles: readonly PrinterProfile[] = modelRows.map(profileOfRow);
