import type { Listener } from '#platform/outbox';
import { transferListeners, type SuccessionNeeds } from './succession/hear-transfers.ts';

/** What the module listens to; wired in the worker. */
export function sharingListeners(needs: SuccessionNeeds): readonly Listener[] {
  return transferListeners(needs);
}
