import { parseSync, Visitor } from 'oxc-parser';
import type { Comment, ParseResult } from 'oxc-parser';
import { readText } from './repository.ts';

/** One import of any kind: static, re-export, dynamic, or a type's `import('…')`. */
export type Import = {
  readonly source: string;
  readonly line: number;
  /** Names taken; empty for a bare, a namespace or a dynamic import. */
  readonly names: readonly string[];
  /** True when the whole import vanishes at run time. */
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
};

/** A piece of text that the program carries: a string, a part of a template, or text between JSX tags. */
export type Literal = { readonly text: string; readonly line: number };

export type Source = {
  readonly path: string;
  readonly text: string;
  readonly parsed: ParseResult;
  readonly comments: readonly Comment[];
  readonly lineOf: (offset: number) => number;
};

const scanned = new Map<string, Source>();

/** Parses a file once a process. Throws on text that does not parse: a law must never pass over what it cannot read. */
export function scan(path: string): Source {
  const known = scanned.get(path);
  if (known) return known;
  const text = readText(path);
  const parsed = parseSync(path, text);
  const broken = parsed.errors[0];
  if (broken) throw new Error(`${path} does not parse: ${broken.message}`);
  const source = { path, text, parsed, comments: parsed.comments, lineOf: lineFinder(text) };
  scanned.set(path, source);
  return source;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Every import of a file, type-only and dynamic ones too. A dynamic import of something computed has the source `?`. */
export function importsOf(source: Source): Import[] {
  return [...staticImports(source), ...reExports(source), ...dynamicImports(source), ...typeImports(source)];
}

function staticImports({ parsed, lineOf }: Source): Import[] {
  return parsed.module.staticImports.map((found) => ({
    source: found.moduleRequest.value,
    line: lineOf(found.start),
    names: found.entries.flatMap((entry) => entry.importName.name ?? []),
    typeOnly: found.entries.length > 0 && found.entries.every((entry) => entry.isType),
    dynamic: false,
  }));
}

function reExports({ parsed, lineOf }: Source): Import[] {
  return parsed.module.staticExports.flatMap((found) => {
    const request = found.entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (!request) return [];
    return {
      source: request.value,
      line: lineOf(found.start),
      names: found.entries.flatMap((entry) => entry.importName.name ?? []),
      typeOnly: found.entries.every((entry) => entry.isType),
      dynamic: false,
    };
  });
}

function dynamicImports({ parsed, lineOf, text }: Source): Import[] {
  return parsed.module.dynamicImports.map((found) => {
    const request = text.slice(found.moduleRequest.start, found.moduleRequest.end);
    const literal = /^(['"`])([^'"`$]*)\1$/u.exec(request);
    return { source: literal?.[2] ?? '?', line: lineOf(found.start), names: [], typeOnly: false, dynamic: true };
  });
}

function typeImports({ parsed, lineOf }: Source): Import[] {
  const found: Import[] = [];
  new Visitor({
    TSImportType(node) {
      found.push({ source: node.source.value, line: lineOf(node.start), names: [], typeOnly: true, dynamic: false });
    },
  }).visit(parsed.program);
  return found;
}

/** Every text that the file carries at run time; comments and regular expressions are not among them. */
export function literalsOf({ parsed, lineOf }: Source): Literal[] {
  const found: Literal[] = [];
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string') found.push({ text: node.value, line: lineOf(node.start) });
    },
    TemplateElement(node) {
      found.push({ text: node.value.raw, line: lineOf(node.start) });
    },
    JSXText(node) {
      found.push({ text: node.value, line: lineOf(node.start) });
    },
  }).visit(parsed.program);
  return found;
}

/** Lines of every read of `process.env`, but for handing it whole to `readConfig(…)`, which types and checks it. */
export function environmentReads({ parsed, lineOf, text }: Source): number[] {
  const lines: number[] = [];
  new Visitor({
    MemberExpression(node) {
      const whole = text.slice(node.start, node.end).replaceAll(/\s/gu, '');
      if (!/^(?:globalThis\.)?process(?:\.env|\[['"]env['"]\])$/u.test(whole)) return;
      if (!/\bread(?:Config|Environment)\(\s*(?:\w+,\s*)?$/u.test(text.slice(0, node.start))) lines.push(lineOf(node.start));
    },
    ImportDeclaration(node) {
      const fromProcess = node.source.value === 'node:process' || node.source.value === 'process';
      const names = node.specifiers.map((specifier) =>
        specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier' ? specifier.imported.name : '',
      );
      if (fromProcess && names.includes('env')) lines.push(lineOf(node.start));
    },
  }).visit(parsed.program);
  return lines;
}

/** Titles of the tests in a file: the first argument of `test(…)`, `it(…)` and their kin, when it is plain text. */
export function testTitles({ parsed }: Source): string[] {
  const titles: string[] = [];
  new Visitor({
    CallExpression(node) {
      const callee = node.callee.type === 'MemberExpression' ? node.callee.object : node.callee;
      if (callee.type !== 'Identifier' || !['test', 'it', 'describe', 'story'].includes(callee.name)) return;
      const first = node.arguments[0];
      if (first?.type === 'Literal' && typeof first.value === 'string') titles.push(first.value);
      if (first?.type === 'TemplateLiteral') titles.push(first.quasis.map((part) => part.value.raw).join('…'));
    },
  }).visit(parsed.program);
  return titles;
}
