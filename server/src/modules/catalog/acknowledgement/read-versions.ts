import type { ChangeImpact, compareVersions, listVersions } from '@karez/contract/catalog/acknowledgement';
import type { AnswerOf } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Reader } from '#platform/database';
import { isInsider, seesWorking } from '../catalog-policy.ts';
import { shownBesides } from '../denial/shown-items.ts';
import { visibleFile } from '../entry/entry-file.ts';
import { itemsEverPublished } from '../entry/content-store.ts';
import { versionAfter } from '../entry/item.ts';
import { versionInForce } from '../revision/publish-entry.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { findRevision } from '../revision/revision-store.ts';
import type { EntryFile } from '../search/search-document.ts';
import { ruleOf } from './acknowledgement-handing.ts';
import { breaksBetween, impactOf, type ImpactNeeds } from './impact.ts';
import { majorVersionsOf, versionsInForce } from './major-version-store.ts';

type ReadNeeds = Pick<StepNeeds, 'clock'> & { readonly reader: Reader };
type Asked = { readonly actor: Actor; readonly entryId: string };

/** What the revision on its way would take away from whom, as of now; for those who see the revision. */
export async function readChangeImpact({ reader, ...needs }: ReadNeeds & ImpactNeeds, asked: Asked): Promise<ChangeImpact | Refusal> {
  const file = await visibleFile(reader, asked);
  if (isRefusal(file)) return file;
  if (file.working === null || !seesWorking(asked.actor, file)) return refuse('catalog.entry.not-found');
  const at = needs.clock.now();
  const live = versionInForce(file);
  const nextVersion = versionAfter(live, file.working.content);
  const workingDays = (await ruleSetInForce(reader, at)).limits.get(ruleOf.consumer)?.workingDays ?? 0;
  const none = { breaks: [], grants: [], untouchedGrants: 0, services: [] };
  const found = live ? await impactOf(reader, needs, { ...asked, before: live.content, after: file.working.content, at }) : none;
  const { untouchedGrants } = found;
  const from = file.live !== null && live !== null ? { no: file.live.no, version: live.version } : null;
  return {
    from,
    nextVersion,
    major: found.breaks.length > 0,
    breaks: [...found.breaks],
    grants: [...found.grants],
    untouchedGrants,
    services: [...found.services],
    usedNumbers: (await itemsEverPublished(reader, asked.entryId)).map(({ no }) => no),
    workingDays,
  };
}

/** Whether a version of this type may be read: of an entry that is denied as a whole others read no version, also none from before. */
const mayRead = (actor: Actor, file: EntryFile, shareType: string | null): boolean =>
  isInsider(actor, file) || (shareType !== 'denied' && file.live?.content.shareType !== 'denied');

/** Every version that is or was in force. Who used the entry, only its unit and the authority see. */
export async function readVersions({ reader }: ReadNeeds, asked: Asked): Promise<AnswerOf<typeof listVersions> | Refusal> {
  const { actor, entryId } = asked;
  const file = await visibleFile(reader, asked);
  if (isRefusal(file)) return file;
  const majors = new Map((await majorVersionsOf(reader, entryId)).map((major) => [major.no, major]));
  const insider = isInsider(actor, file);
  const versions = await versionsInForce(reader, entryId);
  return {
    entryName: file.live?.content.name ?? '',
    items: versions.map(({ shareType, inForceFrom, ...version }) => {
      const major = majors.get(version.no);
      const previous = versions.find(({ no }) => no === major?.previous.no);
      const readable = mayRead(actor, file, shareType);
      // What was taken away from a denied version, or by one, would tell what it holds.
      const told = major && readable && mayRead(actor, file, previous?.shareType ?? null);
      return {
        ...version,
        inForceFrom: inForceFrom.toISOString(),
        readable,
        major: told
          ? { breaks: [...major.breaks], grants: insider ? [...major.grants] : null, services: insider ? [...major.services] : null }
          : null,
      };
    }),
  };
}

/** Two versions of an entry, whole; for others than its unit and the authority without what either of them or the one in force denies. */
export async function readComparison(
  { reader }: ReadNeeds,
  { from, to, ...asked }: Asked & { readonly from: number; readonly to: number },
): Promise<AnswerOf<typeof compareVersions> | Refusal> {
  const file = await visibleFile(reader, asked);
  if (isRefusal(file)) return file;
  const [before, after] = [
    await shownVersion(reader, file, { actor: asked.actor, no: from }),
    await shownVersion(reader, file, { actor: asked.actor, no: to }),
  ];
  if (isRefusal(before)) return before;
  if (isRefusal(after)) return after;
  if (isInsider(asked.actor, file)) return { from: before, to: after, breaks: breaksBetween(before.content, after.content) };
  const [shownBefore = before.content, shownAfter = after.content] = shownBesides([before.content, after.content], file.live?.content);
  return {
    from: { ...before, content: shownBefore },
    to: { ...after, content: shownAfter },
    breaks: breaksBetween(shownBefore, shownAfter),
  };
}

async function shownVersion(reader: Reader, file: EntryFile, { actor, no }: { actor: Actor; no: number }) {
  const revision = await findRevision(reader, file.entry.id, no);
  if (!revision || !('version' in revision) || !mayRead(actor, file, revision.content.shareType))
    return refuse('catalog.acknowledgement.version-not-found');
  const { version, decided, content } = revision;
  return { no, version, inForceFrom: decided.at.toISOString(), content };
}
