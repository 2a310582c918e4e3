import type { Application } from '@karez/contract/sharing/schemas';
import { organisations } from '#modules/identity';
import type { Reader } from '#platform/database';
import { stepsOf, type ApplicationRecord } from '../application-store.ts';
import { noticesOf, submissionsOf } from './supplement-store.ts';
import { changedPlaces, type SupplementNotice } from './supplement.ts';

type Shown = Pick<Application, 'content' | 'contentBefore' | 'changedPlaces' | 'supplementNotices'>;

/**
 * What the application says to this reader. The requester sees its own text; everybody else sees what was signed last, also while a supplement is being
 * written. Beside it stands what was signed before, so that a change is seen place by place.
 */
export async function presentSupplements(reader: Reader, application: ApplicationRecord, ownSide: boolean): Promise<Shown> {
  const [submissions, notices] = await Promise.all([submissionsOf(reader, application.id), noticesOf(reader, application.id)]);
  const isWritten = notices.some(({ answeredAt }) => answeredAt === null);
  const signed = submissions.at(-1)?.content ?? application.content;
  const before = isWritten && ownSide ? signed : (submissions.at(-2)?.content ?? null);
  const content = ownSide ? application.content : signed;
  return {
    content,
    contentBefore: before,
    changedPlaces: before === null ? [] : changedPlaces(before, content),
    supplementNotices: await presentNotices(reader, notices, { applicationId: application.id, ownSide }),
  };
}

async function presentNotices(
  reader: Reader,
  notices: readonly SupplementNotice[],
  { applicationId, ownSide }: { readonly applicationId: string; readonly ownSide: boolean },
): Promise<Application['supplementNotices']> {
  if (notices.length === 0) return [];
  // The step of a notice was recorded in the transaction that gave it, at the same instant.
  const given = (await stepsOf(reader, applicationId)).filter(({ action }) => action === 'supplement-asked');
  const ids = [...new Set(given.flatMap(({ organisationId }) => (organisationId === null ? [] : [organisationId])))];
  const known = await organisations(reader, { ids });
  return notices.map((notice) => {
    const step = given.find(({ at }) => at.getTime() === notice.askedAt.getTime());
    return presentNotice(notice, { askedBy: known.get(step?.organisationId ?? '')?.name ?? '', ownSide });
  });
}

function presentNotice(
  notice: SupplementNotice,
  { askedBy, ownSide }: { readonly askedBy: string; readonly ownSide: boolean },
): Application['supplementNotices'][number] {
  return {
    no: notice.no,
    askedBy,
    askedAt: notice.askedAt.toISOString(),
    gaps: [...notice.gaps],
    opinion: notice.opinion,
    stopsClock: notice.stopsClock,
    answers: notice.answers !== null && (ownSide || notice.answeredAt !== null) ? [...notice.answers] : null,
    answeredAt: notice.answeredAt?.toISOString() ?? null,
  };
}
