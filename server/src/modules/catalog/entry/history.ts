import { isCut } from './changes.ts';
import type { HistoryStep } from './history-store.ts';

/** A step with what it changed in the end: a draft saves itself while it is written, and a value that came back tells a reader nothing. */
export function netStep(step: HistoryStep): HistoryStep {
  return { ...step, changes: step.changes.filter(({ before, after }) => before !== after || isCut(after)) };
}

/** Whether a step says something: edits that were taken back are left out. */
export function tells({ action, changes }: HistoryStep): boolean {
  return action !== 'edited' || changes.length > 0;
}
