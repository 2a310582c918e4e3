import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { differenceOf } from '../../server/src/modules/catalog/finding/leftover.ts';
import { labelled, pairedIds } from './labelled.ts';
import { departmentKind } from './sides.ts';

/**
 * Counts which words departments keep apart: `node bench/duplicates/kept-apart.ts` writes `kept-apart.json`. One department that registers 医师变更
 * beside 医师注销 tells that 变更 and 注销 are not one; when departments of one kind, in two places, register the one and the other, each only one of
 * them, nothing is told. Only rows without a label are counted: no row of a labelled pair, of whatever side.
 */
const around = 4;
const spanMax = 6;
/** Contexts that more titles share are no contexts. */
const variantsMax = 60;
/** One context counts so much at most. */
const weightMax = 4;
const seenMin = 3;
const departmentsMin = 2;
const apartMin = 0.85;

type Variant = { readonly span: string; readonly core: string };
type Count = { apart: number; all: number; readonly departments: Set<string> };

async function departmentsByCore(): Promise<Map<string, Set<string>>> {
  const collection = await labelled();
  const byCore = new Map<string, Set<string>>();
  for (const row of collection.rows) {
    const { core, isOwnPaper } = collection.readingOf(row).subject;
    if (pairedIds.has(row.id) || isOwnPaper || core.length < around || core.length > 24) continue;
    const departments = byCore.get(core) ?? new Set();
    byCore.set(core, departments.add(`${row.place}:${departmentKind(row)}`));
  }
  return byCore;
}

type Span = { readonly context: string; readonly span: string };

/** A core with one span of at most six characters taken out, in every way that leaves enough around it. */
function spansOf(core: string): Span[] {
  return Array.from({ length: core.length + 1 }, (_, from) => from).flatMap((from) => {
    const longest = Math.min(spanMax, core.length - from, core.length - around);
    return Array.from({ length: longest + 1 }, (_, length) => ({
      context: `${core.slice(0, from)}|${core.slice(from + length)}`,
      span: core.slice(from, from + length),
    }));
  });
}

function contextsOf(cores: Iterable<string>): Map<string, Variant[]> {
  const contexts = new Map<string, Variant[]>();
  for (const core of cores) {
    for (const { context, span } of spansOf(core)) {
      const variants = contexts.get(context) ?? [];
      variants.push({ span, core });
      contexts.set(context, variants);
    }
  }
  return contexts;
}

const kindsOf = (departments: Iterable<string>): Map<string, number> => {
  const kinds = new Map<string, number>();
  for (const department of departments) {
    const kind = department.slice(department.indexOf(':') + 1);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
};

/** Departments that register both, and how often two of one kind register one each. */
function seenIn(a: ReadonlySet<string>, b: ReadonlySet<string>): { both: readonly string[]; across: number } {
  const both = [...a].filter((department) => b.has(department));
  const kinds = kindsOf([...b].filter((department) => !a.has(department)));
  let across = 0;
  for (const [kind, count] of kindsOf([...a].filter((department) => !b.has(department)))) across += Math.min(count, kinds.get(kind) ?? 0);
  return { both, across };
}

function counted(byCore: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Count> {
  const counts = new Map<string, Count>();
  const none: ReadonlySet<string> = new Set();
  const add = (a: Variant, b: Variant): void => {
    const difference = differenceOf(a.span, b.span);
    if (difference.a + difference.b !== a.span + b.span) return;
    const { both, across } = seenIn(byCore.get(a.core) ?? none, byCore.get(b.core) ?? none);
    const all = both.length + across;
    if (all === 0) return;
    const key = [a.span, b.span].toSorted().join('|');
    const count = counts.get(key) ?? { apart: 0, all: 0, departments: new Set() };
    const weight = Math.min(weightMax, all);
    counts.set(key, { apart: count.apart + (both.length * weight) / all, all: count.all + weight, departments: count.departments });
    for (const department of both) count.departments.add(department);
  };
  for (const variants of contextsOf(byCore.keys()).values()) {
    if (variants.length > variantsMax) continue;
    variants.forEach((a, at) => {
      for (const b of variants.slice(at + 1)) if (a.span !== b.span) add(a, b);
    });
  }
  return counts;
}

const counts = counted(await departmentsByCore());
const pairs = [...counts].flatMap(([key, { apart, all, departments }]) =>
  all >= seenMin && departments.size >= departmentsMin && apart / all >= apartMin && !/\d/u.test(key) ? [key] : [],
);
writeFileSync(
  fileURLToPath(new URL('../../server/src/modules/catalog/finding/kept-apart.json', import.meta.url)),
  `${JSON.stringify({ countedBy: 'node bench/duplicates/kept-apart.ts', pairs: pairs.toSorted() }, undefined, 2)}\n`,
);
console.log(`${pairs.length} pairs of words that departments keep apart, of ${counts.size} seen`);
