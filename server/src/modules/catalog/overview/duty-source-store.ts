import { sql } from 'kysely';
import type { OverviewQuestion } from './overview-question.ts';
import { endOf, nothing, ofEntry, type Source } from './source-store.ts';

/** What a conformance review found and nobody has mended. */
export function nonconformities(question: OverviewQuestion): Source {
  return {
    ...nothing,
    ...ofEntry,
    from: sql`catalog.conformance_nonconformity nonconformity JOIN catalog.search_document ON search_document.entry_id = nonconformity.entry_id`,
    organisation: sql`nonconformity.organisation_id`,
    subject: sql`nonconformity.id::text`,
    title: sql`jsonb_build_object('key', 'catalog.conformance.name.' || nonconformity.rule, 'params', '{}'::jsonb)`,
    link: sql`'/catalog/conformance?entryId=' || nonconformity.entry_id`,
    due: endOf(sql`nonconformity.due_on`, question),
    flags: {
      'nonconformity-open': sql`nonconformity.state = 'open'`,
      'nonconformity-overdue': sql`nonconformity.state = 'open' AND nonconformity.due_on < ${question.today}::date`,
      'nonconformity-explained': sql`nonconformity.state = 'explained'`,
    },
  };
}

/** What others collect already and the department has not answered. */
export function findings(): Source {
  return {
    ...nothing,
    ...ofEntry,
    from: sql`catalog.finding JOIN catalog.search_document ON search_document.entry_id = finding.entry_id`,
    subject: sql`finding.id::text`,
    title: sql`jsonb_build_object('key', 'catalog.overview.finding.' || finding.relation, 'params', '{}'::jsonb)`,
    flags: { 'finding-open': sql`finding.state = 'open'` },
  };
}

/** Revision cases that still owe their department's report, with the day that their clock says. */
export function cases({ clocks, now, nearUntil }: OverviewQuestion): Source {
  return {
    ...nothing,
    ...ofEntry,
    from: sql`catalog.revision_case JOIN catalog.search_document ON search_document.entry_id = revision_case.entry_id
      LEFT JOIN jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) AS clock ("caseId" uuid, "dueAt" timestamptz) ON clock."caseId" = revision_case.id`,
    subject: sql`revision_case.id::text`,
    due: sql`clock."dueAt"`,
    flags: {
      'case-owing': sql`revision_case.state IN ('open', 'in-hand')`,
      'case-near': sql`revision_case.state IN ('open', 'in-hand') AND clock."dueAt" >= ${now} AND clock."dueAt" < ${nearUntil}`,
      'case-overdue': sql`revision_case.state IN ('open', 'in-hand') AND clock."dueAt" < ${now}`,
    },
  };
}

/** Entries that another department's end brings and that wait to be taken over. */
export function transfers(): Source {
  return {
    ...nothing,
    from: sql`catalog.transfer_line line`,
    organisation: sql`line.receiver_org_id`,
    subject: sql`line.transfer_id || ' ' || line.entry_id`,
    name: sql`line.entry_name`,
    link: sql`'/catalog/transfers/' || line.transfer_id`,
    flags: { 'transfer-offered': sql`line.state = 'offered'` },
  };
}

/** Campaigns in which the department has said nothing yet. */
export function campaigns(question: OverviewQuestion): Source {
  return {
    ...nothing,
    from: sql`catalog.campaign_part part JOIN catalog.campaign ON campaign.id = part.campaign_id`,
    organisation: sql`part.organisation_id`,
    subject: sql`part.campaign_id || ' ' || part.organisation_id`,
    name: sql`campaign.title`,
    link: sql`'/catalog/campaigns/' || campaign.id`,
    due: endOf(sql`campaign.due_on`, question),
    flags: {
      'campaign-owing': sql`campaign.state = 'open' AND part.state = 'called'`,
      'campaign-overdue': sql`campaign.state = 'open' AND part.state = 'called' AND campaign.due_on < ${question.today}::date`,
    },
  };
}

/** Denials on an instrument that the rule set in force no longer allows, until a new version puts them right. */
export function reassessments(question: OverviewQuestion): Source {
  return {
    ...nothing,
    ...ofEntry,
    from: sql`catalog.denial_reassessment reassessment JOIN catalog.search_document ON search_document.entry_id = reassessment.entry_id`,
    organisation: sql`reassessment.organisation_id`,
    subject: sql`reassessment.id::text`,
    due: endOf(sql`reassessment.due_on`, question),
    flags: {
      'reassessment-open': sql`reassessment.closed_at IS NULL`,
      'reassessment-overdue': sql`reassessment.closed_at IS NULL AND reassessment.due_on < ${question.today}::date`,
    },
  };
}

/** Adjustments of the authority that the department has not answered, with the day that their clock says. */
export function adjustments({ clocks, now }: OverviewQuestion): Source {
  return {
    ...nothing,
    from: sql`catalog.adjustment
      LEFT JOIN jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) AS clock ("caseId" uuid, "dueAt" timestamptz) ON clock."caseId" = adjustment.id`,
    organisation: sql`adjustment.provider_org_id`,
    subject: sql`adjustment.id::text`,
    name: sql`adjustment.entry_name`,
    link: sql`'/catalog/adjustments/' || adjustment.id`,
    due: sql`clock."dueAt"`,
    flags: {
      'adjustment-owing': sql`adjustment.state IN ('proposed', 'unanswered')`,
      'adjustment-overdue': sql`(adjustment.state = 'unanswered' OR (adjustment.state = 'proposed' AND clock."dueAt" < ${now}))`,
    },
  };
}

const ofAcknowledgement = {
  ...nothing,
  ...ofEntry,
  from: sql`catalog.acknowledgement JOIN catalog.search_document ON search_document.entry_id = acknowledgement.entry_id`,
  subject: sql<string>`acknowledgement.id::text`,
  link: sql<string>`'/catalog/acknowledgements/' || acknowledgement.id`,
} as const;

/** Major versions that the department uses and has not taken note of. */
export function acknowledgements(): Source {
  return {
    ...ofAcknowledgement,
    organisation: sql`acknowledgement.organisation_id`,
    flags: { 'acknowledgement-owing': sql`acknowledgement.state IN ('open', 'answered')` },
  };
}

/** Objections of consumers to a major version that the department has not answered. */
export function objections(): Source {
  return { ...ofAcknowledgement, flags: { 'acknowledgement-contested': sql`acknowledgement.state = 'contested'` } };
}

/** Days that the department has promised for demands; sharing keeps them. */
export function demands(question: OverviewQuestion): Source {
  return {
    ...nothing,
    from: sql`jsonb_to_recordset(${JSON.stringify(question.demands)}::jsonb)
      AS demand (id uuid, "organisationId" uuid, "regionCode" text, name text, "promisedOn" date)`,
    organisation: sql`demand."organisationId"`,
    subject: sql`demand.id::text`,
    name: sql`demand.name`,
    // A demand that another authority decides on is that authority's and its department's own.
    isUnitOnly: sql`NOT demand."regionCode" = ANY (${[...question.regionCodes]}::text[])`,
    link: sql`'/sharing/demands/' || demand.id`,
    due: endOf(sql`demand."promisedOn"`, question),
    flags: { 'demand-promised': sql`true`, 'demand-overdue': sql`demand."promisedOn" < ${question.today}::date` },
  };
}
