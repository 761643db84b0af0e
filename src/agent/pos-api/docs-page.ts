import { createHash } from 'node:crypto';
import { agentEventSchema } from '../../contracts/events.ts';
import type { Language } from '../../contracts/local-text.ts';
import { POS_API_PREFIX } from '../../contracts/pos-api.ts';
import { problemCodes } from '../../contracts/problem-codes.ts';
import { parameterTexts, templateOf, textsOf } from './call-texts.ts';
import { type PosExample, posExamples } from './examples.ts';
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
      'Вызовы кассовой программы к агенту на этом компьютере. Страница только читается: агент отклоняет всё, что шлёт браузер. Попробовать вызов — скопировать команду в терминал.',
    token: 'Сначала задайте ключ этой кассы; его файл читает только её пользователь:',
    parameters: 'Параметры',
    example: 'Пример',
    body: 'Тело запроса',
    answer: 'Ответ',
    problems: 'Отказы',
  },
  en: {
    title: 'Kopilka POS API',
    intro:
      'Calls of a cash-register program to the agent on this machine. The page is for reading: the agent refuses whatever a browser sends. To try a call, copy its command into a terminal.',
    token: 'First set the token of this till; only its user can read the file:',
    parameters: 'Parameters',
    example: 'Example',
    body: 'Request body',
    answer: 'Answer',
    problems: 'Refusals',
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

export type DocsPageOptions = {
  readonly language: Language;
  /** Of the agent, for the examples: `http://127.0.0.1:8377`. */
  readonly origin: string;
  /** The file of this installation's token: its path, not its text. */
  readonly tokenFile: string;
};

/** The documentation as one HTML page without scripts or addresses of others. */
export function docsPage(routes: readonly PosRoute[], options: DocsPageOptions): string {
  const { language, origin, tokenFile } = options;
  const text = words[language];
  const calls = routes.map((route) => {
    const examples = posExamples.filter((one) => one.method === route.method && one.call === route.path);
    return [
      heading(route.method, route.path, language),
      parametersOf([...Object.keys(route.parameters.shape), ...Object.keys(route.query.shape)], language),
      ...examples.map((one) => exampleOf(one, language, origin)),
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
    pre(`TOKEN=$(cat ${quoted(tokenFile)})`),
    ...calls,
    heading('GET', '/events', language),
    parametersOf(['Last-Event-ID'], language),
    `<p>${text.example}:</p>${pre(`${curl('GET', `${origin}${POS_API_PREFIX}/events`, undefined)} -N`)}`,
    schema(text.answer, schemaOf(agentEventSchema, 'output')),
    heading('GET', '/openapi.json', language),
    pre(curl('GET', `${origin}${POS_API_PREFIX}/openapi.json`, undefined)),
    heading('GET', '/docs', language),
    `<h2>${text.problems}</h2><table>${problems.join('')}</table></body></html>`,
  ].join('\n');
}

function heading(method: string, path: string, language: Language): string {
  const { summary, description } = textsOf(method, path);
  const address = escaped(POS_API_PREFIX + templateOf(path));
  return `<h2><code>${method} ${address}</code></h2><p><b>${escaped(summary[language])}.</b> ${marked(description[language])}</p>`;
}

function parametersOf(names: readonly string[], language: Language): string {
  const rows = names.map(
    (name) =>
      `<tr><td><code>${name}</code></td><td>${escaped(parameterTexts[name]?.[language] ?? '')}</td></tr>`,
  );
  return rows.length === 0 ? '' : `<p>${words[language].parameters}:</p><table>${rows.join('')}</table>`;
}

const exampleOf = ({ method, path, body, about }: PosExample, language: Language, origin: string): string =>
  `<p>${words[language].example}${about === undefined ? '' : ` — ${escaped(about[language])}`}:</p>` +
  pre(curl(method, origin + path, body));

/** Names of fields stand between backquotes. */
const marked = (words: string): string => escaped(words).replace(/`([^`]+)`/g, '<code>$1</code>');
const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;
