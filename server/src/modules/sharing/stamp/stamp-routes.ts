import * as copy from '@karez/contract/sharing/stamped-copy';
import * as key from '@karez/contract/sharing/unit-key';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { decideKey, listKeys, revokeKey } from './decide-key.ts';
import { agreementText, openCopy, signWithKey, storeCopy } from './mark-agreement.ts';
import { registerKey, textToSign } from './register-key.ts';

/** The HTTP door of 单位密钥 and 盖章件. */
export function stampRoutes(needs: Needs): Served[] {
  return [
    serve(key.listUnitKeys, ({ actor, query, database }) => listKeys(database.reader, { actor, ...query })),
    serve(key.unitKeyText, ({ actor, query }) => Promise.resolve(textToSign(needs, { actor, ...query }))),
    serve(key.registerUnitKey, ({ actor, body, origin, database }) => registerKey({ ...needs, database }, { actor, ...body, origin })),
    serve(key.decideUnitKey, ({ actor, params, body, origin }) => decideKey(needs, { actor, ...params, decided: body, origin })),
    serve(key.revokeUnitKey, ({ actor, params, body, origin }) => revokeKey(needs, { actor, ...params, ...body, origin })),
    serve(key.agreementText, ({ actor, params, database }) => agreementText({ database }, { actor, ...params })),
    serve(key.signWithUnitKey, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await signWithKey(needs, { actor, ...params, ...body, origin }));
    }),
    serve(copy.storeStampedCopy, async (call) => {
      const { actor, params, body, files, origin } = call;
      return shownApplication(needs, call, await storeCopy(needs, { actor, ...params, ...body, file: files[0], origin }));
    }),
    serve(copy.openStampedCopy, ({ actor, params, origin }) => openCopy(needs, { actor, ...params, origin })),
  ];
}
