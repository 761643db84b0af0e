import type { PrinterProfile } from '../profile.ts';
import { type ModelRow, modelRows } from './model-rows.ts';

function profileOfRow(row: ModelRow): PrinterProfile {
  const [id, name, columns, widthDots, codePage, qr, cut, automaticStatus, barcode] = row;
  return {
    id,
    language: 'esc-pos',
    name,
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
