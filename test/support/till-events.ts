import { type AgentEvent, agentEventSchema } from '../../src/contracts/events.ts';
import type { TillProcess } from './shop.ts';

/** Hears everything a till says on its event stream until closed; resolves once the stream is open. */
export async function hearTill(
  till: TillProcess,
  onEvent: (event: AgentEvent) => void,
): Promise<{ close(): void }> {
  const controller = new AbortController();
  const response = await fetch(`${till.url()}/v1/events`, {
    headers: { authorization: `Bearer ${till.token()}` },
    signal: controller.signal,
  });
  const { body } = response;
  if (body === null) throw new Error('the event stream has no body');
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const bytes of body) {
      const blocks = (text + decoder.decode(bytes, { stream: true })).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const found = /^event: (\w+)\ndata: (.*)$/m.exec(block);
        if (found !== null)
          onEvent(agentEventSchema.parse({ event: found[1], data: JSON.parse(found[2] ?? '') }));
      }
    }
  };
  // Ends by the signal, which is no fault.
  void read().catch((failure: unknown) => {
    if (!controller.signal.aborted) throw failure;
  });
  return { close: () => controller.abort() };
}
