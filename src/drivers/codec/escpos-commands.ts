/** Cuts a stream of ESC/POS bytes into commands and characters; knows lengths, not meanings. */
export type EscposToken =
  | { readonly kind: 'byte'; readonly byte: number }
  /** `name` is the command's bytes up to its parameters as characters: `ESC @`, `GS (k`, `DLE EOT`. */
  | { readonly kind: 'command'; readonly name: string; readonly parameters: Uint8Array }
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

export interface EscposTokenizer {
  push(bytes: Uint8Array): EscposToken[];
}

/** No slip holds more in one command: a picture of 4096 rows on 80 mm paper. */
const longestCommand = 400_000;
/** A command that ends with NUL and has not ended after so many bytes is none. */
const longestUndecided = 300;

const leads: Readonly<Record<number, string>> = { 16: 'DLE', 27: 'ESC', 28: 'FS', 29: 'GS' };

const u16 = (bytes: readonly number[], at: number): number | null => {
  const low = bytes[at];
  const high = bytes[at + 1];
  return low === undefined || high === undefined ? null : low + high * 256;
};

type ParameterLength = number | ((parameters: readonly number[]) => number | null);

const blockLength: ParameterLength = (parameters) => {
  const length = u16(parameters, 0);
  return length === null ? null : length + 2;
};

const cutLength: ParameterLength = ([mode]) => (mode === undefined ? null : mode >= 65 ? 2 : 1);

const rasterLength: ParameterLength = (parameters) => {
  const widthBytes = u16(parameters, 1);
  const rows = u16(parameters, 3);
  return widthBytes === null || rows === null ? null : 5 + widthBytes * rows;
};

/** `GS k`: up to 6 the data ends with NUL, from 65 its length stands before it. */
const barcodeLength: ParameterLength = (parameters) => {
  const [symbology, length] = parameters;
  if (symbology === undefined) return null;
  if (symbology >= 65) return length === undefined ? null : 2 + length;
  const end = parameters.indexOf(0, 1);
  return end < 0 ? null : end + 1;
};

const tabLength: ParameterLength = (parameters) => {
  const end = parameters.indexOf(0);
  return end < 0 ? null : end + 1;
};

const realTimeRequestLength: ParameterLength = ([request]) =>
  request === undefined ? null : request === 1 || request === 2 ? 3 : request === 8 ? 8 : 2;

const lengths: Readonly<Record<string, ParameterLength>> = {
  'ESC @': 0,
  'ESC !': 1,
  'ESC a': 1,
  'ESC E': 1,
  'ESC G': 1,
  'ESC -': 1,
  'ESC M': 1,
  'ESC t': 1,
  'ESC R': 1,
  'ESC d': 1,
  'ESC J': 1,
  'ESC 2': 0,
  'ESC 3': 1,
  'ESC  ': 1,
  'ESC {': 1,
  'ESC p': 3,
  'ESC D': tabLength,
  'ESC i': 0,
  'ESC m': 0,
  'GS !': 1,
  'GS a': 1,
  'GS r': 1,
  'GS I': 1,
  'GS B': 1,
  'GS H': 1,
  'GS h': 1,
  'GS w': 1,
  'GS f': 1,
  'GS L': 2,
  'GS W': 2,
  'GS V': cutLength,
  'GS k': barcodeLength,
  'GS (k': blockLength,
  'GS (H': blockLength,
  'GS v0': rasterLength,
  'FS .': 0,
  'FS &': 0,
  'DLE \u0004': 1,
  'DLE \u0014': realTimeRequestLength,
};

/** Commands whose name takes a third byte. */
const longNames = new Set(['GS (', 'GS v']);

export function createEscposTokenizer(): EscposTokenizer {
  let pending: number[] = [];
  /** Bytes the begun command has in all, once its length can be told. */
  let wholeLength: number | null = null;

  const finish = (): Uint8Array => {
    const bytes = Uint8Array.from(pending);
    pending = [];
    wholeLength = null;
    return bytes;
  };

  const takeToken = (): EscposToken | null => {
    if (wholeLength !== null && pending.length < wholeLength) return null;
    const [lead] = pending;
    if (lead === undefined) return null;
    if (leads[lead] === undefined) return { kind: 'byte', byte: finish()[0] ?? lead };
    const name = commandName(pending);
    if (name === null) return null;
    const length = lengths[name];
    if (length === undefined) return { kind: 'unknown', bytes: finish() };
    const nameLength = longNames.has(name.slice(0, 4)) ? 3 : 2;
    const wanted = typeof length === 'number' ? length : length(pending.slice(nameLength));
    if (wanted === null) {
      return pending.length > longestUndecided ? { kind: 'unknown', bytes: finish() } : null;
    }
    if (wanted > longestCommand) return { kind: 'unknown', bytes: finish() };
    wholeLength = nameLength + wanted;
    if (pending.length < wholeLength) return null;
    return { kind: 'command', name, parameters: finish().subarray(nameLength) };
  };

  return {
    push(bytes) {
      const tokens: EscposToken[] = [];
      for (const byte of bytes) {
        pending.push(byte);
        const token = takeToken();
        if (token !== null) tokens.push(token);
      }
      return tokens;
    },
  };
}

function commandName([lead, selector, extra]: readonly number[]): string | null {
  if (lead === undefined || selector === undefined) return null;
  const name = `${leads[lead]} ${String.fromCharCode(selector)}`;
  if (!longNames.has(name)) return name;
  return extra === undefined ? null : name + String.fromCharCode(extra);
}
