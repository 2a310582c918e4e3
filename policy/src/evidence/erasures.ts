import type { Finding, Note } from './findings.ts';
import { isCount, isMembers, membersOf } from './lines.ts';

/** Action of the record that says which bodies went under which rule; facts `from`, `to`, `rule`. */
export const eraseAction = 'audit.erase-bodies';
const recordStart = Buffer.from(`{"action":"${eraseAction}"`);

export type ErasedPlace = { readonly line: number; readonly index: number; readonly by: string; readonly rule: string };
type Erasure = { readonly from: number; readonly to: number; readonly rule: string };

/** Tells bodies that went by rule from bodies that are just not there: the act of erasing is itself a sealed record. */
export type Erasures = {
  /** Hears every record that is proven to be in the log. */
  hear(record: Uint8Array): void;
  erased(place: ErasedPlace): void;
  end(): { findings: Finding[]; notes: Note[] };
};

export function erasures(): Erasures {
  const acts = new Map<string, Erasure>();
  const places: ErasedPlace[] = [];
  return {
    hear: (record) => {
      if (Buffer.compare(record.subarray(0, recordStart.length), recordStart) !== 0) return;
      const act = erasureOf(Buffer.from(record).toString('utf8'));
      if (act) acts.set(act.id, act);
    },
    erased: (place) => places.push(place),
    end: () => {
      const findings: Finding[] = [];
      const counts = new Map<string, number>();
      for (const { line, index, by, rule } of places) {
        const act = acts.get(by);
        const covered = act !== undefined && index >= act.from && index < act.to && act.rule === rule;
        if (covered) counts.set(rule, (counts.get(rule) ?? 0) + 1);
        else findings.push({ kind: 'erased-without-record', line, index, by });
      }
      return { findings, notes: [...counts].map(([rule, count]) => ({ kind: 'erased-by-rule', rule, count })) };
    },
  };
}

function erasureOf(text: string): (Erasure & { id: string }) | undefined {
  const record = membersOf(text);
  const { facts, id, outcome } = record ?? {};
  const isDone = isMembers(outcome) && outcome['result'] === 'done';
  const range = isMembers(facts) ? rangeOf(facts) : undefined;
  return isDone && range && typeof id === 'string' ? { id, ...range } : undefined;
}

function rangeOf({ from, to, rule }: Readonly<Record<string, unknown>>): Erasure | undefined {
  return isCount(from) && isCount(to) && typeof rule === 'string' ? { from, to, rule } : undefined;
}
