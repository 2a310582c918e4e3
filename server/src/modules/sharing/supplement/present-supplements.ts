import type { Application } from '@karez/contract/sharing/schemas';
import type { Reader } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
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
    supplementNotices: notices.map((notice) => presentNotice(notice, ownSide)),
  };
}

function presentNotice(notice: SupplementNotice, ownSide: boolean): Application['supplementNotices'][number] {
  return {
    no: notice.no,
    askedAt: notice.askedAt.toISOString(),
    gaps: [...notice.gaps],
    opinion: notice.opinion,
    stopsClock: notice.stopsClock,
    answers: notice.answers !== null && (ownSide || notice.answeredAt !== null) ? [...notice.answers] : null,
    answeredAt: notice.answeredAt?.toISOString() ?? null,
  };
}
