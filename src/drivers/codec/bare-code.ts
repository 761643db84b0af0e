/**
 * A code without what readers put around it: line ends, tabs and blanks on both sides (the Enter or Tab of a reader
 * whose line is cut by silence or by report), the mark of UTF-8 in front (some makers of QR codes write one). FNC1
 * (0x1D) is part of a code and stays, at its ends too.
 */
export function bareCode(text: string): string {
  return text.replace(/^[\uFEFF\r\n\t ]+/, '').replace(/[\r\n\t ]+$/, '');
}
