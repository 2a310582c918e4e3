import { dayIn } from '@karez/kit/clock';
import type { Reader } from '#platform/database';
import { findApplication } from '../application-store.ts';
import type { GrantDocument } from '../grant.ts';
import type { Former } from './renewal.ts';

/** What a version of a grant was asked for with, and gives. @throws where its application is gone: nothing ever deletes one. */
export async function formerOf(reader: Reader, document: GrantDocument, zone: string): Promise<Former> {
  const application = await findApplication(reader, document.applicationId);
  if (!application) throw new Error(`grant ${document.grantId} rests on an application that is not there`);
  // The end is excluded: a grant that ends at midnight is held until the day before.
  const lastDay = dayIn(zone, new Date(Date.parse(document.validTo) - 1));
  return { content: application.content, document, lastDay };
}
