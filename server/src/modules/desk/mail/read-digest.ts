import { dayIn } from '@karez/kit/clock';
import { dayAfter } from '@karez/kit/day';
import { endOfDay } from '#modules/law';
import type { Caller } from '#platform/caller';
import type { Reader } from '#platform/database';

import { caseNameOf, nextSteps } from '../next-step.ts';
import { reaches } from '../addressee.ts';
import { digestNotices } from './digest-store.ts';
import { digestNoticesMax, digestToldDays } from './mail.ts';
import type { Matter } from './write-letter.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The letter of the day at an instant: of which day it is, and when it leaves; undefined before that hour. */
export function digestAt(zone: string, hour: number, now: Date): { readonly day: string; readonly leavesAt: Date } | undefined {
  const day = dayIn(zone, now);
  const leavesAt = new Date(endOfDay(zone, dayAfter(day, -1)).getTime() + hour * hourMs);
  return now < leavesAt ? undefined : { day, leavesAt };
}

/** From when on a letter of the day tells of a notice. */
export const toldSince = (at: Date): Date => new Date(at.getTime() - digestToldDays * dayMs);

export type Digest = { readonly matters: readonly Matter[]; readonly more: number };

/** What a person's letter of the day tells: of the notices that wait for it, those that are unread, and those about which something waits for the reader. */
export async function digestOf(
  reader: Reader,
  { personId, actors, at }: { readonly personId: string; readonly actors: readonly Caller[]; readonly at: Date },
): Promise<Digest> {
  const notices = (await digestNotices(reader, { personId, since: toldSince(at) })).filter((notice) =>
    actors.some((actor) => reaches(notice.for, actor)),
  );
  const steps = await nextSteps(reader, { actors, notices, at });
  const left = notices.flatMap((notice, place) => {
    const next = steps[place];
    return next && (!notice.isRead || next.isWaiting) ? [{ ...notice, caseName: caseNameOf(notice), next }] : [];
  });
  return { matters: left.slice(0, digestNoticesMax), more: Math.max(0, left.length - digestNoticesMax) };
}
