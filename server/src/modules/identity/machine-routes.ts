import * as contract from '@karez/contract/identity/machines';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { clientsOfOrganisation } from './client-store.ts';
import { clientAnswers, handoverAnswer, systemAnswers, visibleSystems } from './machine-answers.ts';
import { changeBusinessSystem, registerBusinessSystem, retireBusinessSystem } from './register-business-system.ts';
import { disableMachineClient, registerMachineClient, rotateClientKey } from './register-machine-client.ts';

/** Business systems and their machine clients. */
export function machineRoutes(needs: Needs): Served[] {
  const { reader } = needs.database;
  return [
    serve(contract.listBusinessSystems, async ({ actor, query }) => visibleSystems(reader, actor, query)),
    serve(contract.registerBusinessSystem, async ({ actor, body, database, origin }) => {
      const system = await registerBusinessSystem({ ...needs, database }, { actor, facts: body, origin });
      return isRefusal(system) ? system : only(await systemAnswers(database.reader, actor, [system]));
    }),
    serve(contract.changeBusinessSystem, async ({ actor, params, body: { version, ...facts }, origin }) => {
      const system = await changeBusinessSystem(needs, { actor, ...params, version, facts, origin });
      return isRefusal(system) ? system : only(await systemAnswers(reader, actor, [system]));
    }),
    serve(contract.retireBusinessSystem, async ({ actor, params, origin }) => retireBusinessSystem(needs, { actor, ...params, origin })),
    serve(contract.listMachineClients, async ({ actor }) => ({
      items: actor.orgId === null ? [] : await clientAnswers(reader, actor, await clientsOfOrganisation(reader, actor.orgId)),
    })),
    serve(contract.registerMachineClient, async ({ actor, body, origin }) => {
      const handover = await registerMachineClient(needs, {
        actor,
        name: body.name,
        systemId: body.systemId,
        publicJwk: given(body.publicJwk),
        origin,
      });
      return isRefusal(handover) ? handover : handoverAnswer(needs, actor, handover);
    }),
    serve(contract.rotateClientKey, async ({ actor, params, body, origin }) => {
      const handover = await rotateClientKey(needs, { actor, ...params, publicJwk: given(body.publicJwk), origin });
      return isRefusal(handover) ? handover : handoverAnswer(needs, actor, handover);
    }),
    serve(contract.disableMachineClient, async ({ actor, params, origin }) => disableMachineClient(needs, { actor, ...params, origin })),
  ];
}

type GivenJwk = { kty: 'EC'; crv: string; x: string; y: string } | { kty: 'OKP'; crv: string; x: string };

/** Only the members that make the key: what else a department's tool wrote into the JWK is not kept. */
function given(jwk: GivenJwk | null) {
  if (jwk === null) return null;
  return jwk.kty === 'EC' ? { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y } : { kty: jwk.kty, crv: jwk.crv, x: jwk.x };
}

function only<T>(answers: readonly T[]): T {
  const [answer] = answers;
  if (answer === undefined) throw new Error('what was just stored has no answer');
  return answer;
}
