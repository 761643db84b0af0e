import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';

const blockBytes = 4096;
const fileBytes = 8 * 1024 * 1024;

/** Overwrites 4 KiB in the middle of a file and waits for the disk: the least a durable answer can cost here. */
export function openRawWrite(path: string): { onceMs(): number; close(): void } {
  const file = openSync(path, 'w+');
  writeSync(file, Buffer.alloc(fileBytes), 0, fileBytes, 0);
  fdatasyncSync(file);
  const block = Buffer.alloc(blockBytes, 7);
  let position = 0;
  return {
    onceMs() {
      const startMs = performance.now();
      writeSync(file, block, 0, blockBytes, position);
      fdatasyncSync(file);
      position = (position + blockBytes) % fileBytes;
      return performance.now() - startMs;
    },
    close: () => closeSync(file),
  };
}
