/**
 * A code without what readers put around it: line ends, tabs and blanks behind (the Enter or Tab suffix of a reader
 * whose line is cut by silence or by report), the mark of UTF-8 in front (some makers of QR codes write one). FNC1
 * (0x1D) is part of a code and stays, at its end too.
 */
export function bareCode(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/[\r\n\t ]+$/, '');
}
