import { blocksOf } from './doc-blocks.ts';

/** A request of docs/integrators.md, written as `call METHOD PATH ['BODY']`, and the answer shown below it. */
export type DocCall = {
  readonly line: number;
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  readonly answer: unknown;
};

const callForm = /^call ([A-Z]+) (?:'([^']+)'|(\S+))(?: '([^']*)')?$/;

/** Every request of the page with its answer, in the order in which a reader pastes them. */
export function callsOf(page: string): DocCall[] {
  const blocks = blocksOf(page);
  return blocks.flatMap((block, index): DocCall[] => {
    if (block.info !== 'sh' || !block.text.startsWith('call ')) return [];
    const form = callForm.exec(block.text);
    if (form === null) throw new Error(`${page}:${block.line} is not one call.`);
    const answer = blocks[index + 1];
    if (answer?.info !== 'json') throw new Error(`${page}:${block.line} shows no answer.`);
    const [, method = '', quotedPath, plainPath, body] = form;
    return [
      {
        line: block.line,
        method,
        path: quotedPath ?? plainPath ?? '',
        body: body ?? null,
        answer: JSON.parse(answer.text),
      },
    ];
  });
}
