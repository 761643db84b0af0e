import { readFile, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';
import { isAppUrl } from './app-origin.ts';

/** Only our own files. Mantine writes style attributes, so inline styles are allowed; inline scripts are not. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.map': 'application/json; charset=utf-8',
};

const headers = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const refuse = (status: number, sentence: string): Response =>
  new Response(sentence, { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } });

/** The file an address names below `root`, or null when it would lead out of it. Nothing is read. */
export function fileOfUrl(root: string, address: string): string | null {
  if (!isAppUrl(address)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  // A backslash or a colon means something in a path of Windows, never in an address of ours.
  if (/[\\:\0]/.test(path)) return null;
  const file = resolve(root, `.${path.startsWith('/') ? '' : '/'}${path}`);
  const inside = relative(root, file);
  if (inside === '..' || /^\.\.[/\\]/.test(inside) || isAbsolute(inside)) return null;
  return file;
}

/** Answers `kopilka://app/…` with the files of the built windows below `root`, and nothing else. */
export function createFileHandler(root: string): (request: Request) => Promise<Response> {
  const folder = resolve(root);
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(405, 'Only GET is answered here.');
    const named = fileOfUrl(folder, request.url);
    if (named === null) return refuse(403, 'Refused: this address is outside the windows.');
    try {
      const file = (await stat(named)).isDirectory() ? join(named, 'index.html') : named;
      const type = contentTypes[extname(file)];
      if (type === undefined) return refuse(404, 'There is no such file.');
      const bytes = await readFile(file);
      return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), {
        headers: { ...headers, 'content-type': type },
      });
    } catch {
      return refuse(404, 'There is no such file.');
    }
  };
}
