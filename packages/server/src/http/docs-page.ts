/** A readable page of the API from its OpenAPI document: plain HTML, no scripts, no foreign hosts. */
export function docsPage(document: object): string {
  const { info, paths = {} } = document as OpenApi;
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? 'other';
      const group = groups.get(tag);
      const section = operationSection(method, path, operation);
      if (group) group.push(section);
      else groups.set(tag, [section]);
    }
  }
  const body = [...groups].map(([tag, sections]) => `<h2>${escape(tag)}</h2>${sections.join('')}`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(info.title)}</title>
<style>${STYLE}</style></head><body><main><h1>${escape(info.title)} ${escape(info.version)}</h1>
<p>${escape(info.description ?? '')}</p><p><a href="/api/openapi.json">openapi.json</a></p>${body}</main></body></html>`;
}

interface OpenApi {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> };
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }>
  >;
}

function operationSection(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? [])
    .map(
      ({ name, in: place, required }) =>
        `<li><code>${escape(name)}</code> (${escape(place)}${required ? '' : ', optional'})</li>`,
    )
    .join('');
  const body = schemaOf(operation.requestBody?.content);
  const answers = Object.entries(operation.responses ?? {}).map(([status, { content }]) =>
    schemaBlock(status, schemaOf(content)),
  );
  return `<section><h3><b>${method.toUpperCase()}</b> <code>${escape(path)}</code></h3>
<p>${escape(operation.summary ?? '')}</p>${operation.description ? `<p>${escape(operation.description)}</p>` : ''}
${parameters ? `<ul>${parameters}</ul>` : ''}${schemaBlock('body', body)}${answers.join('')}</section>`;
}

function schemaOf(content?: Readonly<Record<string, { readonly schema?: unknown }>>): unknown {
  return Object.values(content ?? {})[0]?.schema;
}

function schemaBlock(title: string, schema: unknown): string {
  if (!schema) return '';
  return `<details><summary>${escape(title)}</summary><pre>${escape(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `body{font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:0;color:#26231f;background:#faf8f4}
main{max-width:880px;margin:0 auto;padding:32px 20px}h2{margin-top:40px;border-bottom:1px solid #ddd6ca}
h3{font-size:15px;margin:24px 0 4px;overflow-wrap:anywhere}code{overflow-wrap:anywhere}b{color:#a3341f}code,pre{font-family:ui-monospace,monospace;font-size:13px}
pre{overflow:auto;background:#f1ede5;padding:12px}section p{margin:4px 0}
@media(prefers-color-scheme:dark){body{color:#e8e3da;background:#191714}pre{background:#24211d}b{color:#e8836c}h2{border-color:#3a352e}a{color:#9db8e8}}`;
