import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';
import type { AgentEvent } from '../../src/contracts/events.ts';
import type { Problem } from '../../src/contracts/problem.ts';
import type { ScriptedAnswers } from './scripted-answers.ts';

// Stands in for the agent where a test is about the window alone: pictures of single screens, a lost line, an agent
// that refuses. Nothing of the product is proved with it; the sale itself is tested against the real agent.

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export type ScriptedAgent = {
  readonly url: string;
  /** The calls that came, oldest first. */
  readonly calls: { readonly call: string; readonly params: unknown }[];
  tell(event: AgentEvent): void;
  /** Drops every window and refuses new ones until `restore`. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
};

export const SCRIPTED_TOKEN = 'scripted-token';

/** Serves the built windows of `dist/renderer` and a channel that answers from `answers`. */
export async function startScriptedAgent(
  answers: ScriptedAnswers,
  staticDir: string,
): Promise<ScriptedAgent> {
  const calls: { call: string; params: unknown }[] = [];
  let up = true;
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(staticDir, path.endsWith('/') ? `${path}index.html` : path);
    try {
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      response.end(readFileSync(file));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (!up) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const token = new URL(request.url ?? '/', 'http://localhost').searchParams.get('token');
      if (token !== SCRIPTED_TOKEN) {
        opened.close(4401, 'wrong token');
        return;
      }
      opened.on('message', (data) => {
        const { id, call, params } = JSON.parse(String(data)) as {
          id: number;
          call: string;
          params: unknown;
        };
        calls.push({ call, params });
        void Promise.resolve(answers(call, params)).then((answer) => {
          if (answer === undefined) return;
          opened.send(
            JSON.stringify(
              'problem' in answer
                ? { id, ok: false, problem: answer.problem }
                : { id, ok: true, result: answer.result },
            ),
          );
        });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const drop = (): void => {
    for (const client of sockets.clients) client.terminate();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    tell: (event) => {
      for (const client of sockets.clients) client.send(JSON.stringify(event));
    },
    cut: () => {
      up = false;
      drop();
    },
    restore: () => {
      up = true;
    },
    close: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export type ScriptedAnswer = { readonly result: unknown } | { readonly problem: Problem } | undefined;
