/** Takes a USB printer for what it says of itself: the language it is spoken to in, then its model, its maker last. */
import { modelWords, needleModels, printerWords } from './makers.ts';

export interface JudgedPrinter {
  readonly name: string;
  readonly model: string;
  /** The receipt printer's profile; null for a printer that must not get a slip, or that nothing is known of. */
  readonly profile: string | null;
}

/** Printers of pages and of labels: a slip would come out of them as text without end. */
const foreignLanguages =
  /\b(?:ESCPL2|ESCPR\w*|ESCPAGE\w*|BDC|D4|PCL\w*|PJL|POSTSCRIPT|PS|PDF|GDI|URF|PWG\w*|ZJS|SPL\w*|HBP\w*|XPS|LIPS\w*|UFR\w*|CAPT|BJL\w*|BJ\w*|ZPL\w*|EPL\w*|TSPL\w*|DPL|FGL)\b/i;
const receiptLanguage = /\bESC\s*\/?\s*POS\b/i;

/** Of an IEEE 1284 id such as `MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;`. */
export function judgePrinter(ieee1284: string): JudgedPrinter {
  const field = (name: string): string =>
    new RegExp(`(?:^|;)\\s*(?:${name}):([^;]*)`, 'i').exec(ieee1284)?.[1]?.trim() ?? '';
  const model = field('MDL|MODEL');
  const name = `${field('MFG|MANUFACTURER')} ${model}`.trim();
  return { name, model, profile: profileOf(name, model, field('CMD|COMMAND SET')) };
}

function profileOf(name: string, model: string, language: string): string | null {
  const speaksEscPos = receiptLanguage.test(language);
  if (!speaksEscPos && foreignLanguages.test(language)) return null;
  const byModel = modelWords.find(([words]) => words.test(model))?.[1];
  const byMaker = printerWords.find(([words]) => words.test(name))?.[1];
  const profile = byModel ?? byMaker ?? (speaksEscPos ? 'xprinter' : null);
  if (byMaker === 'star-prnt' && needleModels.test(model)) return null;
  if (profile === 'epson' && byModel === undefined && !speaksEscPos) return null;
  // A Star speaks its own language unless it says otherwise.
  return profile?.startsWith('star-prnt') === true && speaksEscPos ? 'star' : profile;
}
