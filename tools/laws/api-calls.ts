import { Visitor } from 'oxc-parser';
import type { Argument, Expression } from 'oxc-parser';
import type { Route } from '@karez/contract/route';
import type { Source } from './source-scan.ts';

/** A call that a test makes: `POST /session`, with `x` for every value put in. */
export type ApiCall = { readonly method: string; readonly path: string };

const methods = /^(?:GET|POST|PUT|DELETE)$/u;

/** The text of a plain string or of a template, with `x` for its values. */
function textOf(node: Expression | Argument | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  return node?.type === 'TemplateLiteral' ? node.quasis.map((part) => part.value.raw).join('x') : undefined;
}

/** Every call that a file writes as `'POST /path'`, `('POST', '/path')`, `('/path')` or `{ method: 'POST', url: '/path' }`. */
export function apiCallsOf({ parsed }: Source): ApiCall[] {
  const found: ApiCall[] = [];
  const add = (method: string | undefined, path: string | undefined) => {
    if (method !== undefined && path?.includes('/') && methods.test(method)) found.push({ method, path: pathOnly(path) });
  };
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string') addLine(node.value, add);
    },
    TemplateLiteral(node) {
      addLine(textOf(node) ?? '', add);
    },
    CallExpression(node) {
      const texts = node.arguments.map(textOf);
      for (const [index, text] of texts.entries()) add(text, texts[index + 1]);
      for (const text of texts) if (text?.startsWith('/')) add('GET', text);
    },
    ObjectExpression(node) {
      const values = new Map(
        node.properties.flatMap((one) =>
          one.type === 'Property' && one.key.type === 'Identifier' ? [[one.key.name, textOf(one.value)] as const] : [],
        ),
      );
      add(values.get('method') ?? 'GET', values.get('url') ?? values.get('path'));
    },
  }).visit(parsed.program);
  return found;
}

function addLine(text: string, add: (method: string, path: string) => void): void {
  const line = /^(GET|POST|PUT|DELETE) (\/\S*)$/u.exec(text);
  if (line?.[1] !== undefined && line[2] !== undefined) add(line[1], line[2]);
}

function pathOnly(path: string): string {
  return path.replace(/^x?(?:\/api\/v1)?/u, '').replace(/\?.*$/u, '');
}

/** Whether a call goes to a route. */
export function goesTo({ method, path }: ApiCall, route: Route): boolean {
  const pattern = route.path
    .replace(/^\/api\/v1/u, '')
    .split('/')
    .map((part) => part.replaceAll('.', String.raw`\.`).replaceAll(/:[A-Za-z]+/gu, '[^/]+'));
  return method === route.method && new RegExp(`^${pattern.join('/')}$`, 'u').test(path);
}
