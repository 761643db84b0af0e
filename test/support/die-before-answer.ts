import { ServerResponse } from 'node:http';

// Loaded into a real agent by NODE_OPTIONS: it dies, as by kill -9, at the moment it would answer a confirm. What it
// was going to answer is committed then, and nobody has heard it.
const { writeHead } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function dieBeforeAnswer(
  this: ServerResponse,
  ...parameters: Parameters<typeof writeHead>
) {
  if (/\/confirm$/.test(this.req.url ?? '')) process.kill(process.pid, 'SIGKILL');
  return writeHead.apply(this, parameters);
} as typeof writeHead;
