/** A picture for a printer: black or nothing, dot by dot. Plain data. */
export interface SlipPicture {
  readonly widthDots: number;
  /** From top to bottom; one bit a dot, the leftmost in the highest bit, the rest of the last byte white. */
  readonly rows: readonly Uint8Array[];
}
