export type CodePage = 'cp437' | 'cp866' | 'cp1251' | 'cp1252';

const cp437UpperHalf =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const upperBytes = Uint8Array.from({ length: 128 }, (_unused, index) => index + 128);
const upperHalf = (label: string): string => new TextDecoder(label).decode(upperBytes);

const upperHalves: Readonly<Record<CodePage, string>> = {
  cp437: cp437UpperHalf,
  cp866: upperHalf('ibm866'),
  cp1251: upperHalf('windows-1251'),
  cp1252: upperHalf('windows-1252'),
};

/** The character a printer has in its ROM for a byte of a code page. */
export function characterOf(byte: number, codePage: CodePage): string {
  return byte < 128 ? String.fromCharCode(byte) : upperHalves[codePage].charAt(byte - 128);
}

const chinese = new TextDecoder('gb18030');

/** What a printer in two-byte mode draws for a pair of bytes. */
export const chineseCharacterOf = (first: number, second: number): string =>
  chinese.decode(Uint8Array.of(first, second));
