import * as contract from '@karez/contract/identity';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { peopleAnswer, proposedAnswer } from './answers.ts';
import { decidePost } from './decide-post.ts';
import { endPost } from './end-post.ts';
import { namePerson, proposePost } from './name-person.ts';
import { findOrganisation } from './organisation-store.ts';
import { peopleByIds, peopleOf } from './person-store.ts';
import { mayUse } from './powers.ts';
import { confirmSecondFactor } from './second-factor.ts';
import { resetCredentials, unlockPerson } from './unlock-person.ts';

/** People and their posts. */
export function peopleRoutes(needs: Needs): Served[] {
  const { reader } = needs.database;
  return [
    serve(contract.listPeople, async ({ actor, params }) => {
      const organisation = await findOrganisation(reader, params.orgId);
      if (!organisation) return refuse('identity.organisation.not-found');
      const permitted = mayUse(actor, 'identity.people-read', { orgId: organisation.id, regionCode: organisation.regionCode });
      if (isRefusal(permitted)) return permitted;
      return { items: await peopleAnswer(reader, { actor, now: needs.clock.now() }, await peopleOf(reader, organisation.id)) };
    }),
    serve(contract.namePerson, async ({ actor, params, body, origin }) => {
      const named = await namePerson(needs, { actor, ...params, ...body, origin });
      return isRefusal(named)
        ? named
        : { person: await personAnswer(needs, actor, named.personId), initialPassword: named.initialPassword };
    }),
    serve(contract.proposePost, async ({ actor, params, body, origin }) => {
      const proposed = await proposePost(needs, { actor, ...params, post: body, origin });
      return isRefusal(proposed) ? proposed : personAnswer(needs, actor, params.personId);
    }),
    serve(contract.listProposedPosts, async ({ actor }) => ({ items: await proposedAnswer(reader, actor) })),
    serve(contract.decidePost, async ({ actor, params, body, origin }) => {
      const confirmed = await confirmSecondFactor(needs, actor, body.code);
      if (isRefusal(confirmed)) return confirmed;
      const post = await decidePost(needs, { actor, ...params, decision: body.decision, origin });
      return isRefusal(post) ? post : ((await proposedAnswer(reader, actor, post))[0] ?? refuse('identity.post.not-found'));
    }),
    serve(contract.endPost, async ({ actor, params, origin }) => endPost(needs, { actor, ...params, origin })),
    serve(contract.unlockPerson, async ({ actor, params, origin }): Promise<{ done: true } | Refusal> =>
      unlockPerson(needs, { actor, ...params, origin }),
    ),
    serve(contract.resetCredentials, async ({ actor, params, origin }) => resetCredentials(needs, { actor, ...params, origin })),
  ];
}

async function personAnswer({ database: { reader }, clock }: Pick<Needs, 'database' | 'clock'>, actor: Actor, personId: string) {
  const people = await peopleByIds(reader, [personId]);
  const [answer] = await peopleAnswer(reader, { actor, now: clock.now() }, [...people.values()]);
  if (!answer) throw new Error('a person who was just stored has no answer');
  return answer;
}
