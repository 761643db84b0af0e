import { createHash } from 'node:crypto';
import type { Language } from '../../contracts/local-text.ts';
import { POS_API_PREFIX } from '../../contracts/pos-api.ts';
import { problemCodes } from '../../contracts/problem-codes.ts';
import { posExamples } from './examples.ts';
import { schemaOf } from './openapi.ts';
import type { PosRoute } from './routes.ts';

const style = `
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2330;background:#fff}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:#f3f5f8;padding:.75rem;overflow:auto;border-radius:.5rem}
h2{margin-top:2.5rem;border-bottom:1px solid #d9dee7}h2 code{font-size:1.05rem}summary{cursor:pointer;padding:.25rem 0}
table{border-collapse:collapse}td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}
@media(prefers-color-scheme:dark){body{color:#e8ebf1;background:#14171d}pre{background:#20252e}h2{border-color:#343b48}}
`;

const words = {
  ru: {
    title: 'POS API «Копилки»',
    intro:
      'Вызовы кассовой программы к агенту на этом компьютере. Страница только читается: агент отклоняет всё, что шлёт браузер. Попробовать вызов — скопировать команду в терминал; ключ лежит в файле pos-token папки кассы.',
    token: 'Сначала задайте ключ:',
    example: 'Пример',
    body: 'Тело запроса',
    answer: 'Ответ',
    problems: 'Отказы',
    document: 'Документ OpenAPI 3.1',
  },
  en: {
    title: 'Kopilka POS API',
    intro:
      'Calls of a cash-register program to the agent on this machine. The page is for reading: the agent refuses whatever a browser sends. To try a call, copy its command into a terminal; the token is in the file pos-token of the till’s folder.',
    token: 'First set the token:',
    example: 'Example',
    body: 'Request body',
    answer: 'Answer',
    problems: 'Refusals',
    document: 'OpenAPI 3.1 document',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** The page may load nothing and run nothing; only its own style, by its hash, applies. */
export const docsPagePolicy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
  `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const pre = (text: string): string => `<pre>${escaped(text)}</pre>`;
const schema = (label: string, value: unknown): string =>
  `<details><summary>${label}</summary>${pre(JSON.stringify(value, null, 2))}</details>`;

function curl(method: string, url: string, body: unknown): string {
  const start = `curl -sS -X ${method} '${url}' -H "Authorization: Bearer $TOKEN"`;
  if (body === undefined) return start;
  return `${start} \\\n  -H 'Content-Type: application/json' -d '${JSON.stringify(body, null, 1).replaceAll("'", "'\\''")}'`;
}

/** The documentation as one HTML page without scripts or addresses of others. `origin`: of the agent, for the examples. */
export function docsPage(routes: readonly PosRoute[], language: Language, origin: string): string {
  const text = words[language];
  const calls = routes.map((route) => {
    const found = posExamples.find((one) => one.method === route.method && one.call === route.path);
    const path = POS_API_PREFIX + route.path.replace(/:(\w+)/g, '{$1}');
    return [
      `<h2><code>${route.method} ${escaped(path)}</code></h2><p>${escaped(route.summary)}</p>`,
      found === undefined
        ? ''
        : `<p>${text.example}:</p>${pre(curl(found.method, origin + found.path, found.body))}`,
      route.body === null ? '' : schema(text.body, schemaOf(route.body, 'input')),
      schema(text.answer, schemaOf(route.answer, 'output')),
    ].join('');
  });
  const problems = Object.entries(problemCodes).map(
    ([code, problem]) =>
      `<tr><td><code>${code}</code></td><td>${problem.status}</td><td>${escaped(problem[language])}</td></tr>`,
  );
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${text.title}</title><style>${style}</style></head>`,
    `<body><h1>${text.title}</h1><p>${text.intro}</p><p>${text.token}</p>`,
    pre('TOKEN=$(cat ./data/till/pos-token)'),
    `<p>${text.document}: <code>${origin}${POS_API_PREFIX}/openapi.json</code></p>`,
    ...calls,
    `<h2>${text.problems}</h2><table>${problems.join('')}</table></body></html>`,
  ].join('\n');
}
