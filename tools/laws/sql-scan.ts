import { Visitor } from 'oxc-parser';
import { literalsOf } from './source-scan.ts';
import type { Source } from './source-scan.ts';
import { isModule } from './module-graph.ts';

/** A piece of SQL in a program: a statement in a string, an `sql` template, or the first call of a query builder. */
export type SqlPiece = { readonly text: string; readonly line: number };

const statement =
  /^\s*(?:select\s[\s\S]*\bfrom\b|select\s+(?:[a-z_.]+\(|\$)|insert\s+into\s|update\s+\S+[\s\S]*\bset\b|delete\s+from\s|with\s+(?:recursive\s+)?[a-z_]+\s*(?:\([^)]*\)\s*)?as\s|create\s+(?:table|schema|index|view|role|function)\s|alter\s+(?:table|role|schema)\s|drop\s+(?:table|schema|role|index|view)\s|lock\s+table\s|truncate\s|notify\s+[a-z]|listen\s+[a-z])/iu;
const builderCalls = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);

/** Every piece of SQL in a file. */
export function sqlOf(source: Source): SqlPiece[] {
  return [...literalsOf(source).filter(({ text }) => statement.test(text)), ...taggedSql(source), ...builderSql(source)];
}

function taggedSql({ parsed, lineOf }: Source): SqlPiece[] {
  const found: SqlPiece[] = [];
  new Visitor({
    TaggedTemplateExpression(node) {
      const tag = node.tag.type === 'MemberExpression' ? node.tag.object : node.tag;
      if (tag.type !== 'Identifier' || tag.name !== 'sql') return;
      found.push({ text: node.quasi.quasis.map((part) => part.value.raw).join(' ? '), line: lineOf(node.start) });
    },
  }).visit(parsed.program);
  return found;
}

function builderSql({ parsed, lineOf }: Source): SqlPiece[] {
  const found: SqlPiece[] = [];
  new Visitor({
    CallExpression(node) {
      if (node.callee.type !== 'MemberExpression' || node.callee.property.type !== 'Identifier') return;
      if (!builderCalls.has(node.callee.property.name) && !/^(?:inner|left|right|full|cross)Join$/u.test(node.callee.property.name)) return;
      const table = node.arguments[0];
      if (table?.type === 'Literal' && typeof table.value === 'string')
        found.push({ text: `from ${table.value}`, line: lineOf(node.start) });
    },
  }).visit(parsed.program);
  return found;
}

/** Modules whose tables a piece of SQL names. */
export function modulesNamedBy(text: string): string[] {
  const tables = text.matchAll(/\b(?:from|join|into|update|references|table|only|using)\s+"?([a-z_]+)"?\."?[a-z_]+"?/giu);
  return [...tables].map((match) => (match[1] ?? '').toLowerCase()).filter(isModule);
}
