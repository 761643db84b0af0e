/** Longest line kept: a peer that never ends one is not a hub. */
const mostLineChars = 16 * 1024;

/**
 * Reads server-sent events (WHATWG HTML, "Server-sent events"): answers the `data` of every whole event in `chunk`,
 * keeping what is unfinished. Lines end with LF or CRLF, as a hub and the proxies before it write them. Throws `RangeError` when a line grows without end.
 */
export function createEventReader(): (chunk: string) => string[] {
  let rest = '';
  let data: string[] = [];
  return (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    if (rest.length > mostLineChars) throw new RangeError('an event line is too long');
    const events: string[] = [];
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) events.push(data.join('\n'));
        data = [];
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      }
    }
    return events;
  };
}
