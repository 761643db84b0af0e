import font from './font-slip.json' with { type: 'json' };

export const glyphWidth = font.width;
export const glyphHeight = font.height;

const glyphBytes = (font.width * font.height) / 8;
const glyphs = Buffer.from(font.glyphsBase64, 'base64');
const places = new Map([...font.characters].map((character, index) => [character, index * glyphBytes]));

/** Whether the dot of a character is black. A character the font lacks is a box with a cross line. */
export function glyphDot(character: string, x: number, y: number): boolean {
  const place = places.get(character);
  if (place === undefined)
    return x === 0 || x === 11 || y === 3 || y === 20 || (y > 3 && y < 20 && y % 4 === 0);
  const bit = y * font.width + x;
  return (((glyphs[place + (bit >> 3)] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
}

export const hasGlyph = (character: string): boolean => places.has(character);
