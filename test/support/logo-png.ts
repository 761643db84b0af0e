import { PNG } from 'pngjs';
import { glyphDot, glyphHeight, glyphWidth } from './font-slip.ts';

/** A colour of a dot: red, green, blue, opacity. */
export type Colour = readonly [number, number, number, number];

/** A PNG whose dots `colour` chooses. */
export function pngOf(width: number, height: number, colour: (x: number, y: number) => Colour): Buffer {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) png.data.set(colour(x, y), (y * width + x) * 4);
  }
  return PNG.sync.write(png);
}

const black: Colour = [0, 0, 0, 255];
const gold: Colour = [230, 180, 60, 255];
const clear: Colour = [0, 0, 0, 0];
const word = 'КОПИЛКА';
const magnified = 3;

/** A chain's logo as designers send them: black letters and a golden coin with a black rim, on nothing. */
export function logoPng(width = 360, height = 96): Buffer {
  const radius = height / 2 - 2;
  const lettersTop = Math.floor((height - glyphHeight * magnified) / 2);
  return pngOf(width, height, (x, y) => {
    const away = Math.hypot(x - height / 2, y - height / 2);
    if (away <= radius) return away > radius - 6 ? black : gold;
    const column = Math.floor((x - height - 8) / magnified);
    const letter = word.charAt(Math.floor(column / glyphWidth));
    if (column < 0 || letter === '' || y < lettersTop) return clear;
    const row = Math.floor((y - lettersTop) / magnified);
    if (row >= glyphHeight) return clear;
    return glyphDot(letter, column % glyphWidth, row) ? black : clear;
  });
}
