const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windows1251 = new TextDecoder('windows-1251');

/**
 * The text of a code: UTF-8 where the bytes are valid UTF-8, else Windows-1251, which Russian readers and
 * printers of QR codes use. Control characters stay: FNC1 arrives as 0x1D and GS1 data is not readable without it.
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Not an error: the decoder throws to say that these bytes are no UTF-8.
    return windows1251.decode(bytes);
  }
}
