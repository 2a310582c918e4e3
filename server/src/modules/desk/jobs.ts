import type { NewId } from '@karez/kit/id';
import type { Listener } from '#platform/outbox';

import { clockListeners } from './hear-clocks.ts';

export { mailJobs as deskJobs } from './mail/mail-jobs.ts';

/** What the module listens to; wired in the worker. */
export function deskListeners({ newId }: { newId: NewId }): readonly Listener[] {
  return clockListeners(newId);
}
