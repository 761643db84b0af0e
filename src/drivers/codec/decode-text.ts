const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What readers send that send no UTF-8, by the names of the config. */
const decoders = {
  cp1251: new TextDecoder('windows-1251'),
  cp866: new TextDecoder('ibm866'),
  'koi8-r': new TextDecoder('koi8-r'),
  cp1252: new TextDecoder('windows-1252'),
} as const;
export type FallbackCodePage = keyof typeof decoders;

/** What Russian readers and printers of QR codes use. */
export const usualCodePage: FallbackCodePage = 'cp1251';

/**
 * The text of a code: UTF-8 where the bytes are valid UTF-8, else in the reader's code page. Control characters stay:
 * FNC1 arrives as 0x1D and GS1 data is not readable without it.
 */
export function decodeText(bytes: Uint8Array, fallback: FallbackCodePage = usualCodePage): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Not an error: the decoder throws to say that these bytes are no UTF-8.
    return decoders[fallback].decode(bytes);
  }
}

/** For the schema of the config. */
export const fallbackCodePages = Object.keys(decoders) as [FallbackCodePage, ...FallbackCodePage[]];
