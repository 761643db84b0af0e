// Makes src/receipts/escpos/profiles/models from the capabilities file of the escpos-printer-db collection:
//   node scripts/printer-profiles.mjs capabilities.json
// The file is `dist/capabilities.json` of github.com/receipt-print-hq/escpos-printer-db (CC BY 4.0). The project needs
// it for nothing else. Run `npm run format` after it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    if (numbers.length > 0) return { number: Math.min(...numbers.map(Number)), encoding };
  }
  return null;
}

/** One entry gives the size of a character where the others give characters on a line. */
const columnsOf = ({ columns }, pixels) => (columns < 20 ? Math.floor(pixels / fontDots) : columns);

function profileOf(id, { vendor, name, fonts, media, codePages, features }) {
  const { pixels } = media.width;
  const columns = columnsOf(fonts['0'], pixels);
  const cut = features.paperFullCut ? 'full' : features.paperPartCut ? 'partial' : 'none';
  return {
    id: kebab(id),
    language: 'esc-pos',
    name: name.startsWith(vendor.split(' ')[0]) ? name : `${vendor.split(' ')[0]} ${name}`,
    columns,
    widthDots: typeof pixels === 'number' ? pixels : columns * fontDots,
    codePage: cyrillicPage(codePages),
    qr: features.qrCode ? 'native' : features.bitImageRaster ? 'raster' : 'none',
    cut,
    feedBeforeCutLines: cut === 'none' ? 3 : 4,
    automaticStatus: announceStatus.has(vendor),
    barcode: features.barcodeB,
  };
}

/** @type {Map<string, object[]>} */
const byMaker = new Map();
for (const [id, model] of Object.entries(profiles)) {
  if (!isModel(model)) continue;
  const maker = kebab(model.vendor.split(' ')[0]);
  byMaker.set(maker, [...(byMaker.get(maker) ?? []), profileOf(id, model)]);
}

const folder = join(root, 'src/receipts/escpos/profiles/models');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const head = `// Made by scripts/printer-profiles.mjs from the escpos-printer-db collection of printer facts,
// https://github.com/receipt-print-hq/escpos-printer-db, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
// reduced to what a slip needs. Change the script, not this file.
`;
const camel = (text) => text.replace(/-([a-z0-9])/g, (_all, letter) => letter.toUpperCase());
const makers = [...byMaker.keys()].sort();
for (const maker of makers) {
  const body = JSON.stringify(byMaker.get(maker), null, 2);
  writeFileSync(
    join(folder, `${maker}.ts`),
    `${head}import type { PrinterProfile } from '../../profile.ts';\n\nexport const ${camel(maker)}Models: readonly PrinterProfile[] = ${body};\n`,
  );
}
writeFileSync(
  join(folder, 'all.ts'),
  `${head}import type { PrinterProfile } from '../../profile.ts';\n${makers
    .map((maker) => `import { ${camel(maker)}Models } from './${maker}.ts';`)
    .join('\n')}\n\nexport const modelProfiles: readonly PrinterProfile[] = [\n${makers
    .map((maker) => `  ...${camel(maker)}Models,`)
    .join('\n')}\n];\n`,
);
console.log(`${[...byMaker.values()].flat().length} profiles of ${makers.length} makers`);
