/** The seven bars of a digit: odd parity; even parity is its mirrored inverse, the right half its inverse. */
const odd = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
];
/** Which of the six left digits are even, by the first digit, which has no bars of its own. */
const evens = [
  '000000',
  '001011',
  '001101',
  '001110',
  '010011',
  '011001',
  '011100',
  '010101',
  '010110',
  '011010',
];

const inverse = (bars: string): string => bars.replace(/./g, (bar) => (bar === '0' ? '1' : '0'));
const mirrored = (bars: string): string => [...bars].reverse().join('');

/** The 95 modules of an EAN-13 as `0` and `1` (ISO/IEC 15420); its check digit is part of the thirteen digits. */
export function ean13Modules(digits: string): string {
  const [first, ...rest] = [...digits].map(Number);
  const barsOf = (digit: number | undefined): string => odd[digit ?? 0] ?? '';
  const left = rest.slice(0, 6).map((digit, place) => {
    const isEven = evens[first ?? 0]?.[place] === '1';
    return isEven ? mirrored(inverse(barsOf(digit))) : barsOf(digit);
  });
  const right = rest.slice(6).map((digit) => inverse(barsOf(digit)));
  return `101${left.join('')}01010${right.join('')}101`;
}
