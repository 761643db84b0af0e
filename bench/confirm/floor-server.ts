import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';

// A process of its own that does the least a durable answer over HTTP can be: `POST /echo` reads JSON and writes it back,
// `POST /durable` waits for 4 KiB on the disk in between. `node floor-server.ts <file>`; prints its port.

const blockBytes = 4096;
const fileBytes = 8 * 1024 * 1024;
const [path = ''] = process.argv.slice(2);
const file = openSync(path, 'w+');
writeSync(file, Buffer.alloc(fileBytes), 0, fileBytes, 0);
fdatasyncSync(file);
const block = Buffer.alloc(blockBytes, 7);
let position = 0;

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', () => {
    const answer = JSON.stringify(JSON.parse(text));
    if (request.url === '/durable') {
      writeSync(file, block, 0, blockBytes, position);
      fdatasyncSync(file);
      position = (position + blockBytes) % fileBytes;
    }
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
});
// A till that keeps a call waiting for long must not end the connection beside it.
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(address !== null && typeof address === 'object' ? address.port : 0);
});
process.on('SIGTERM', () => {
  closeSync(file);
  process.exit(0);
});
