import type { Needs } from '#platform/needs';
import type { Listener } from '#platform/outbox';
import { entryListeners } from './hear-entries.ts';
import { stopListeners } from './hear-stops.ts';
import { transferListeners } from './hear-transfers.ts';

export { onlineServicesOf } from './present-service.ts';

/** What the module listens to; wired in the worker. */
export function gatewayListeners(needs: Pick<Needs, 'clock' | 'newId' | 'config'>): readonly Listener[] {
  return [...entryListeners(needs), ...stopListeners(needs), ...transferListeners(needs)];
}
