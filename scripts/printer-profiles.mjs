// Makes src/receipts/escpos/profiles/model-rows.ts from the capabilities file of the escpos-printer-db collection:
//   node scripts/printer-profiles.mjs capabilities.json
// The file is `dist/capabilities.json` of github.com/receipt-print-hq/escpos-printer-db (CC BY 4.0). The project needs
// it for nothing else. Run `npm run format` after it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pinned-node.mjs';

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('Usage: node scripts/printer-profiles.mjs capabilities.json');
  process.exit(2);
}
/** @type {{ profiles: Record<string, any> }} */
const { profiles } = JSON.parse(readFileSync(path, 'utf8'));

/** A character of the normal font is this wide. */
const fontDots = 12;
/** Makers whose printers understand `GS a`; the others' print the letter. Not in the collection: from the makers' manuals. */
const announceStatus = new Set(['Epson', 'Bixolon', 'Citizen', 'Seiko']);
/** Displays print nothing, and what is said of no printer in particular helps nobody to choose. */
const isModel = ({ vendor, name }) => vendor !== 'Generic' && !/display/i.test(name);

const kebab = (text) =>
  text
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** cp866 first, because its box drawing and № are in every one of them; the lowest number that selects it. */
function cyrillicPage(codePages) {
  for (const [name, encoding] of [
    ['CP866', 'cp866'],
    ['CP1251', 'cp1251'],
  ]) {
    const numbers = Object.keys(codePages).filter((number) => codePages[number] === name);
    if (numbers.length > 0) return [Math.min(...numbers.map(Number)), encoding];
  }
  return null;
}

/** One entry gives the size of a character where the others give characters on a line. */
const columnsOf = ({ columns }, pixels) => (columns < 20 ? Math.floor(pixels / fontDots) : columns);

/** A row as `ModelRow` of the written file names its fields. */
function rowOf(id, { vendor, name, fonts, media, codePages, features }) {
  const { pixels } = media.width;
  const columns = columnsOf(fonts['0'], pixels);
  return [
    kebab(id),
    name.startsWith(vendor.split(' ')[0]) ? name : `${vendor.split(' ')[0]} ${name}`,
    columns,
    typeof pixels === 'number' ? pixels : columns * fontDots,
    cyrillicPage(codePages),
    features.qrCode ? 'native' : features.bitImageRaster ? 'raster' : 'none',
    features.paperFullCut ? 'full' : features.paperPartCut ? 'partial' : 'none',
    announceStatus.has(vendor),
    features.barcodeB,
  ];
}

/** The maker is what the list is read by. */
const makerOf = ([, model]) => kebab(model.vendor.split(' ')[0]);
const rows = Object.entries(profiles)
  .filter(([, model]) => isModel(model))
  .map((entry) => [makerOf(entry), rowOf(...entry)])
  .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  .map(([, row]) => row);

writeFileSync(
  join(root, 'src/receipts/escpos/profiles/model-rows.ts'),
  `// Made by scripts/printer-profiles.mjs from the escpos-printer-db collection of printer facts,
// https://github.com/receipt-print-hq/escpos-printer-db, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
// reduced to what a slip needs. Change the script, not this file.
import type { PrinterProfile } from '../profile.ts';

/** The fields of a profile that models differ in, in the order of \`PrinterProfile\`. */
export type ModelRow = readonly [
  id: string,
  name: string,
  columns: number,
  widthDots: number,
  codePage: readonly [number: number, encoding: 'cp866' | 'cp1251'] | null,
  qr: PrinterProfile['qr'],
  cut: PrinterProfile['cut'],
  automaticStatus: boolean,
  barcode: boolean,
];

export const modelRows: readonly ModelRow[] = ${JSON.stringify(rows)};
`,
);
console.log(`${rows.length} models`);
