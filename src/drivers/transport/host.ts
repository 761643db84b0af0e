import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** Whether a text can be an IP address or a machine's name. What looks like an IPv4 address and is none is no name. */
export function isHost(text: string): boolean {
  if (isIP(text) !== 0) return true;
  const name = /[^\x21-\x7e]/.test(text) ? domainToASCII(text) : text;
  if (/^[\d.]*$/.test(name)) return false;
  // RFC 1123, and the underscores of Windows' names; the full stop of a whole name may stand at its end.
  const labels = name.replace(/\.$/, '').split('.');
  return labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label));
}
