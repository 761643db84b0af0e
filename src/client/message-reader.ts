/** One server-sent event (WHATWG HTML, "Server-sent events"). */
export type StreamMessage = { readonly event: string; readonly data: string; readonly id: string | null };

/** A status with many devices is some kilobytes; who sends a line without end is no agent. */
const mostChars = 4 * 1024 * 1024;

/** Answers the events that a piece of text completes, and keeps what is unfinished. Throws `RangeError` where that grows without end. */
export function createMessageReader(): (text: string) => StreamMessage[] {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    if (rest.length > mostChars) throw new RangeError('an event is too long');
    return blocks.flatMap((block) => messageOf(block) ?? []);
  };
}

/** Null: a comment alone, sent to show that the line lives. */
function messageOf(block: string): StreamMessage | null {
  const fields = new Map<string, string>();
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
    const before = fields.get(name);
    fields.set(name, name === 'data' && before !== undefined ? `${before}\n${value}` : value);
  }
  const data = fields.get('data');
  return data === undefined
    ? null
    : { event: fields.get('event') ?? 'message', data, id: fields.get('id') ?? null };
}
