import { contractTables, messageTable } from '../laws/contract-tables.ts';
import type { DeclaredRefusal } from '../laws/contract-tables.ts';

/** The page of every refusal: code, status, the words that callers see, and the routes that declare it. */
export async function errorsPage(): Promise<string> {
  const { routes, refusals } = await contractTables();
  const [zh, en] = [messageTable('zh'), messageTable('en')];
  const words = (code: string) =>
    [zh.get(`refusal.${code}`), en.get(`refusal.${code}`)].map((text) => (text ?? '—').replaceAll('|', String.raw`\|`));
  const sections = [...new Set(refusals.map(moduleOf))].flatMap((module) => [
    `## ${module}`,
    '',
    '| code | status | 中文 | English | given by |',
    '| --- | --- | --- | --- | --- |',
    ...refusals
      .filter((refusal) => moduleOf(refusal) === module)
      .map(({ code, status }) => {
        const givers = routes.filter(({ route }) => route.refusals.includes(code)).map(({ route }) => `\`${route.id}\``);
        return `| <a id="${code}"></a>\`${code}\` | ${status} | ${words(code).join(' | ')} | ${givers.join(', ') || 'any route'} |`;
      }),
    '',
  ]);
  return [
    '# Refusals',
    '',
    '<!-- Generated from contract/src and contract/messages by `npm run generate`. -->',
    '',
    'A call that is not done answers with problem details (RFC 9457): `code` is one of the codes below and never changes its meaning; `params` fill the words; `fields` names every wrong place by JSON pointer; `origin` says whose side it is on (caller, platform, provider, upper platform); `evidence` is the number of the record that the refusal left.',
    '',
    ...sections,
  ].join('\n');
}

function moduleOf({ code }: DeclaredRefusal): string {
  return code.slice(0, code.indexOf('.'));
}
