/**
 * Takes the pass-type character off a line of a phone-pass reader (Apple VAS, Google Smart Tap): such readers hand
 * the decrypted pass on as a line, and some put a character in front that names the kind of pass. `characters`
 * lists those in use, empty where the reader sends none.
 */
export function stripPassType(text: string, characters: string): string {
  return text.length > 1 && characters.includes(text.charAt(0)) ? text.slice(1) : text;
}
