const closingBracket = 0x5d;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

/**
 * Takes the AIM symbology identifier (ISO/IEC 15424: `]`, a code letter, a modifier) off the front of a code.
 * `aim` is the two characters after the bracket (`E0` EAN-13, `C1` GS1-128, `Q1` QR …), null where there is none.
 */
export function splitAimIdentifier(bytes: Uint8Array): { aim: string | null; body: Uint8Array } {
  const [bracket, code, modifier] = bytes;
  if (bytes.length <= 3 || bracket !== closingBracket || code === undefined || modifier === undefined) {
    return { aim: null, body: bytes };
  }
  if (!isLetter(code) || !(isDigit(modifier) || isLetter(modifier))) return { aim: null, body: bytes };
  return { aim: String.fromCharCode(code, modifier), body: bytes.subarray(3) };
}
