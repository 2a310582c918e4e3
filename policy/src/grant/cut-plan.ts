import type { MaskRule } from './masks.ts';

/** One field that may leave: its path from the record and its mask. */
export type CutField = { readonly path: string; readonly mask: MaskRule };

/** What of an answer may leave. All paths are dotted; arrays on the way are passed through, element by element. */
export type CutShape = {
  /** Where the record or the array of records stands; '' when it is the whole answer. */
  readonly recordsAt: string;
  /** Paths from the root that describe the answer and hold no item (`total`, `page.size`): they leave if a number, true, false or null; a text never does. */
  readonly envelope: readonly string[];
  /** The granted items. */
  readonly fields: readonly CutField[];
  /** Path from the record of the value that identifies the person a record is about: read for evidence, shown only if granted. */
  readonly subject: string | null;
  /**
   * Which records leave: those whose value at `path` (from the record) is a region code with this prefix. It is read whether or not it is
   * granted. Around such records nothing leaves, for a total would tell of the rows of others.
   */
  readonly rows?: { readonly path: string; readonly codePrefix: string } | null;
};

/**
 * A node of the tree of kept paths. `drop` lets nothing through, `copy` everything below it, `number` only numbers, true and false,
 * `mask` a masked scalar, `fields` only the named children.
 */
export type PlanNode = {
  readonly keep: 'drop' | 'copy' | 'number' | 'mask' | 'fields';
  readonly mask: MaskRule;
  readonly isRecord: boolean;
  readonly isSubject: boolean;
  /** Whether it holds the region code of its record's row. */
  readonly isRowCode: boolean;
  /** Whether a scalar here is read, whatever becomes of it: a subject or a row's code. */
  readonly isRead: boolean;
  /** What stands inside a value that does not leave as it is: looked at for the subject only; null where nothing is looked for. */
  readonly inside: PlanNode | null;
  /** Children by the byte length of their name. */
  readonly byLength: readonly (readonly PlanChild[] | undefined)[];
  readonly childCount: number;
};

export type PlanChild = {
  /** Index among its siblings: the bit that tells a duplicate. */
  readonly slot: number;
  readonly name: Uint8Array;
  /** The name as it leaves: `"name":`. */
  readonly quoted: Uint8Array;
  readonly node: PlanNode;
};

/** `seesPersons`: the shape names a subject, so persons are collected. `rowPrefix`: only rows of this region leave; null where all do. */
export type CutPlan = {
  readonly root: PlanNode;
  readonly childCountMax: number;
  readonly seesPersons: boolean;
  readonly rowPrefix: string | null;
};

type Draft = {
  keep: PlanNode['keep'];
  mask: MaskRule;
  isRecord: boolean;
  isSubject: boolean;
  isRowCode: boolean;
  children: Map<string, Draft>;
};

/** A node that lets nothing through. */
export const dropNode: PlanNode = {
  keep: 'drop',
  mask: 'hidden',
  isRecord: false,
  isSubject: false,
  isRowCode: false,
  isRead: false,
  inside: null,
  byLength: [],
  childCount: 0,
};
/** A node that lets everything through. */
export const copyNode: PlanNode = { ...dropNode, keep: 'copy' };

/** Compiles what may leave into a tree. When two paths meet, the narrower rule wins: nothing leaves because it was named twice. */
export function compileCut(shape: CutShape): CutPlan {
  const root = newDraft('fields');
  const record = reach(root, pathOf(shape.recordsAt));
  record.isRecord = true;
  const rows = shape.rows ?? null;
  for (const path of rows === null ? shape.envelope : []) settle(reach(root, pathOf(path)), 'number', 'none');
  // Deeper paths first, so that of two overlapping items the narrower holds, in whatever order they are named.
  const fields = shape.fields.toSorted((one, other) => pathOf(other.path).length - pathOf(one.path).length);
  for (const { path, mask } of fields) settle(reach(record, pathOf(path)), mask === 'none' ? 'copy' : 'mask', mask);
  if (shape.subject !== null) look(record, pathOf(shape.subject)).isSubject = true;
  if (rows !== null) look(record, pathOf(rows.path)).isRowCode = true;
  const counts: number[] = [];
  return {
    root: finish(root, counts),
    childCountMax: Math.max(1, ...counts),
    seesPersons: shape.subject !== null,
    rowPrefix: rows === null ? null : rows.codePrefix,
  };
}

function pathOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('.');
}

function newDraft(keep: PlanNode['keep']): Draft {
  return { keep, mask: 'hidden', isRecord: false, isSubject: false, isRowCode: false, children: new Map() };
}

function reach(from: Draft, path: readonly string[]): Draft {
  let node = from;
  for (const name of path) {
    const child = node.children.get(name) ?? newDraft('drop');
    node.children.set(name, child);
    if (node.keep === 'drop') node.keep = 'fields';
    node = child;
  }
  return node;
}

/** Reaches a node that is read and not shown: what stands around it keeps its own rule. */
function look(from: Draft, path: readonly string[]): Draft {
  let node = from;
  for (const name of path) {
    const child = node.children.get(name) ?? newDraft(node.keep === 'copy' ? 'copy' : 'drop');
    node.children.set(name, child);
    node = child;
  }
  return node;
}

function settle(node: Draft, keep: 'copy' | 'number' | 'mask', mask: MaskRule): void {
  const isTaken = node.keep !== 'drop' || node.isRecord;
  // A path that leads further down, or that has a stricter rule already, is not widened.
  if (isTaken && !(node.keep === 'copy' && keep !== 'copy')) return;
  node.keep = keep;
  node.mask = mask;
}

function finish(draft: Draft, counts: number[]): PlanNode {
  const byLength: PlanChild[][] = [];
  let slot = 0;
  for (const [text, child] of draft.children) {
    const name = Buffer.from(text);
    const list = (byLength[name.length] ??= []);
    list.push({ slot, name, quoted: Buffer.from(`${JSON.stringify(text)}:`), node: finish(child, counts) });
    slot++;
  }
  counts.push(slot);
  const { mask, isRecord, isSubject, isRowCode } = draft;
  // A record without any granted field is an empty object, never a copy.
  const keep = draft.keep === 'drop' && isRecord ? 'fields' : draft.keep;
  const node = { keep, mask, isRecord, isSubject, isRowCode, isRead: isSubject || isRowCode, byLength, childCount: slot, inside: null };
  const isLookedInto = slot > 0 && (keep === 'mask' || keep === 'number');
  return isLookedInto ? { ...node, inside: { ...node, keep: 'drop' } } : node;
}

/** Whether a scalar leaves byte for byte. */
export function leavesAsItIs({ keep }: PlanNode, isString: boolean): boolean {
  return keep === 'copy' || (keep === 'number' && !isString);
}

/** The child whose name stands at `from`; undefined where none does. */
export function childAt(candidates: readonly PlanChild[] | undefined, bytes: Uint8Array, from: number): PlanChild | undefined {
  if (!candidates) return undefined;
  for (const child of candidates) if (isSame(child.name, bytes, from)) return child;
  return undefined;
}

function isSame(name: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < name.length; i++) if (name[i] !== bytes[from + i]) return false;
  return true;
}
