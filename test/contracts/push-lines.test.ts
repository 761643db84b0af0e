import { expect, it } from 'vitest';
import { readPushLines, writePushLines } from '../../src/contracts/push-lines.ts';
import type { PushRequest } from '../../src/contracts/sync.ts';

const hash = 'a'.repeat(64);
const push = (...payloads: string[]): PushRequest => ({
  ...{ protocol: 1, epoch: 1, previousHead: hash, leasesHeld: ['l1'] },
  operations: payloads.map((payload, index) => ({ sequence: index + 1, payload, hash })),
});
const written = (request: PushRequest): Buffer => Buffer.from(writePushLines(request) ?? '');
const read = (body: Buffer) => {
  const found = readPushLines(body);
  if (typeof found === 'string') return found;
  const operations = found.operations.map(({ bytes, ...entry }) => {
    expect(Buffer.from(bytes ?? []).toString()).toBe(entry.payload);
    return entry;
  });
  return { ...found, operations };
};

it('a push in lines is read as it was written, whatever stands in it', () => {
  for (const request of [push(), push('{"a":"Хлеб 😀 \\n"}', '{}', 'not json'), push('{}')]) {
    expect(read(written(request))).toEqual(request);
  }
});

it('a payload with a line of its own is not sent in lines', () => {
  expect(writePushLines(push('{}', '{\n}'))).toBeNull();
});

it('lines that are missing, too many or not of a push are told', () => {
  const body = written(push('{}', '{}'));
  expect(read(body.subarray(0, body.length - 3))).toBe('The push has fewer lines than its first one says.');
  expect(read(Buffer.concat([body, Buffer.from('\n')]))).toBe(
    'The push has more lines than its first one says.',
  );
  expect(read(Buffer.from('{"half'))).toBe('The first line of the push is not JSON.');
  expect(read(Buffer.from('{"protocol":1}\n{}'))).toBe('The first line of the push is not one of a push.');
  expect(read(Buffer.concat([body, Buffer.from([0xc3, 0x28])]))).toBe('The push is not UTF-8.');
  expect(read(Buffer.alloc(0))).toBe('The first line of the push is not JSON.');
});
