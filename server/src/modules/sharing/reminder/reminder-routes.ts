import * as contract from '@karez/contract/sharing/reminder';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { remindOfApplication } from './remind-of-application.ts';

/** The HTTP door of reminders. */
export function reminderRoutes(needs: Needs): Served[] {
  return [
    serve(contract.remindOfApplication, async (call) => {
      const { actor, params, origin } = call;
      return shownApplication(needs, call, await remindOfApplication(needs, { actor, ...params, origin }));
    }),
  ];
}
