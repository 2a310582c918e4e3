import { applicationStateSchema, refusalGroundSchema, type ApplicationState } from '@karez/contract/sharing/schemas';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Reader } from '#platform/database';

/** Steps by which a provider's head speaks to the requester for the first time, in the words of an application's history. */
const answering = ['supplement-asked', 'granted', 'renewed', 'signed-refusal'] as const;

/** An application that its provider has received, with the instants that are counted from. */
export type Received = {
  readonly id: string;
  readonly no: string;
  readonly entryId: string;
  readonly requesterOrgId: string;
  readonly providerOrgId: string;
  readonly providerRegionCode: string;
  readonly state: ApplicationState;
  readonly receivedAt: Date;
  readonly atOnce: boolean;
  readonly answeredAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly ground: z.infer<typeof refusalGroundSchema> | null;
};

/** Which of them: received in a period, of one provider or one entry, and within what somebody may read; all where no reader is named. */
export type ReceivedQuery = {
  readonly from: Date;
  readonly before: Date;
  readonly providerOrgId?: string | undefined;
  readonly entryId?: string | undefined;
  readonly reader?: { readonly orgId: string | null; readonly regionCodes: readonly string[] };
};

type Row = {
  id: string;
  no: string;
  entry_id: string;
  requester_org_id: string;
  provider_org_id: string;
  provider_region_code: string;
  state: string;
  submitted_at: Date;
  at_once: boolean;
  answered_at: Date | null;
  delivered_at: Date | null;
  ground: string | null;
};

/** Applications that providers received, the newest first. */
export async function receivedUnder(reader: Reader, query: ReceivedQuery): Promise<Received[]> {
  const { providerOrgId = null, entryId = null } = query;
  const orgId = query.reader?.orgId ?? null;
  const found = await sql<Row>`
    SELECT application.id, application.no, entry_id, requester_org_id, provider_org_id, provider_region_code, state, submitted_at,
      coalesce((reply ->> 'byStandingConsent')::boolean, false) AS at_once,
      (SELECT min(step.at) FROM sharing.application_event step
        WHERE step.application_id = application.id AND step.action = ANY (${[...answering]}::text[])) AS answered_at,
      (SELECT held.delivered_at FROM sharing.share_grant held WHERE held.application_id = application.id) AS delivered_at,
      CASE WHEN state = 'refused' THEN reply ->> 'ground' END AS ground
    FROM sharing.application application
    WHERE submitted_at >= ${query.from} AND submitted_at < ${query.before}
      AND (${providerOrgId}::uuid IS NULL OR provider_org_id = ${providerOrgId}::uuid)
      AND (${entryId}::uuid IS NULL OR entry_id = ${entryId}::uuid)
      AND (${query.reader === undefined} OR provider_org_id = ${orgId}::uuid
        OR authority_region_code = ANY (${[...(query.reader?.regionCodes ?? [])]}::text[]))
    ORDER BY submitted_at DESC, application.id DESC`.execute(reader);
  return found.rows.map((row) => ({
    id: row.id,
    no: row.no,
    entryId: row.entry_id,
    requesterOrgId: row.requester_org_id,
    providerOrgId: row.provider_org_id,
    providerRegionCode: row.provider_region_code,
    state: applicationStateSchema.parse(row.state),
    receivedAt: row.submitted_at,
    atOnce: row.at_once,
    answeredAt: row.answered_at,
    deliveredAt: row.delivered_at,
    ground: row.ground === null ? null : refusalGroundSchema.parse(row.ground),
  }));
}
