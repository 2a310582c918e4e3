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

/** Roles of a department whose returns stay in its house; what the authority sends back is said by its own. */
const rolesOfTheHouse: readonly string[] = ['CATALOG_REVIEWER', 'DEPT_LEADER'];

/**
 * Whether the words of a step are the department's own business: what its registrar notes for its reviewer, what its reviewer or head wrote when they
 * sent a draft back to it, and why it took back what its head had not signed yet. That the step was taken, the authority may know once the head has
 * signed; what was said, it may not.
 */
export function isSaidInTheHouse({ action, role, afterSignature }: Pick<HistoryStep, 'action' | 'role' | 'afterSignature'>): boolean {
  if (action === 'withdrawn') return !afterSignature;
  return action === 'submitted' || (action === 'returned' && rolesOfTheHouse.includes(role));
}
