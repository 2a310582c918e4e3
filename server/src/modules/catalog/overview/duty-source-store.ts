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
