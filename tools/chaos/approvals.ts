import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { z } from 'zod';
import { proposalToAgree, wellPermitApplication } from '../seed/seed-sharing.ts';
import type { House } from './house.ts';
import type { Answer, Officers } from './officers.ts';
import { sound, type Damage, type Scenario } from './trial.ts';

const at = (answer: Answer) => `/sharing/applications/${String(answer.body['id'])}` as const;

/** An application that waits for the signature of the provider's head. */
async function proposedApplication({ seeded }: House, officers: Officers): Promise<Answer> {
  const { must, codeOf } = officers;
  const started = await must('slj.djy', 'POST /sharing/applications', { body: { entryId: seeded.entryId } });
  const content: ApplicationContent = wellPermitApplication(seeded.from, { systemId: seeded.systemId, itemNos: [1, 2] });
  await must('slj.djy', `PUT ${at(started)}/content`, { body: { secrecyDeclaration: 'not-secret', content }, ifMatch: started.etag });
  await must('slj.djy', `POST ${at(started)}/submission`);
  const consent = { decision: 'consent', opinion: '同意申请。', code: await codeOf('slj.fzr') };
  await must('slj.fzr', `POST ${at(started)}/consent-out`, { body: consent });
  const proposal = proposalToAgree([
    { no: 1, mask: 'none' },
    { no: 2, mask: 'none' },
  ]);
  return must('scjg.djy', `POST ${at(started)}/proposal`, { body: proposal });
}

/** Everything that one approval writes, counted. */
const approvalParts = `
  SELECT a.state,
    (SELECT count(*)::int FROM sharing.agreement WHERE application_id = a.id) AS agreements,
    (SELECT count(*)::int FROM sharing.share_grant WHERE application_id = a.id) AS grants,
    (SELECT count(*)::int FROM sharing.grant_version v JOIN sharing.share_grant g ON g.id = v.grant_id WHERE g.application_id = a.id) AS versions,
    (SELECT count(*)::int FROM platform.feed f JOIN sharing.share_grant g ON g.id::text = f.key WHERE f.kind = 'grant' AND g.application_id = a.id) AS deltas,
    (SELECT count(*)::int FROM catalog.used_by u JOIN sharing.share_grant g ON g.id = u.use_id WHERE g.application_id = a.id) AS uses,
    (SELECT count(*)::int FROM law.clock WHERE case_id = a.id::text AND state = 'met') AS clocks_met,
    (SELECT count(*)::int FROM law.clock c JOIN sharing.share_grant g ON g.id::text = c.case_id WHERE g.application_id = a.id) AS grant_clocks,
    (SELECT count(*)::int FROM (SELECT action, object_id, result FROM audit.pending UNION ALL SELECT action, object_id, result FROM audit.leaf) e
      WHERE object_id = a.id::text AND result = 'done' AND action IN ('sharing.consent-in', 'sharing.issue-grant')) AS records
  FROM sharing.application a WHERE a.id = $1`;
const whole = 'state agreed, agreements 1, grants 1, versions 1, deltas 1, uses 1, clocks_met 1, grant_clocks 1, records 2';
const nothing = 'state awaiting-consent-in, agreements 0, grants 0, versions 0, deltas 0, uses 0, clocks_met 0, grant_clocks 0, records 0';

type Step = {
  readonly request: () => Promise<Answer>;
  readonly state: () => Promise<string>;
  readonly whole: RegExp;
  readonly nothing: RegExp;
};

/** A decision that either happened whole or not at all, and that can be repeated: then it happens, or it is told that it had. */
async function settled(step: Step): Promise<{ damage: Damage; note: string }> {
  const found = await step.state();
  const isWhole = step.whole.test(found);
  const halfDone = isWhole || step.nothing.test(found) ? [] : [`neither whole nor nothing: ${found}`];
  const again = await step.request();
  const doubled = isWhole && again.status < 300 ? [`decided twice: ${again.status}`] : [];
  const lost = !isWhole && again.status >= 300 ? [`cannot be repeated: ${again.status} ${JSON.stringify(again.body)}`] : [];
  const after = await step.state();
  const other = step.whole.test(after) ? [] : [`not whole in the end: ${after}`];
  return { damage: { ...sound(), lost, doubled, halfDone, other }, note: isWhole ? 'was whole' : 'was rolled back' };
}

async function partsOf({ database }: House, query: string, id: string): Promise<string> {
  const { rows } = await database.query<Record<string, string | number | null>>(query, [id]);
  return Object.entries(rows[0] ?? { state: 'absent' })
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function exactly(parts: string): RegExp {
  return new RegExp(`^${parts}$`, 'u');
}

/** The provider's head signs: agreement, grant, delta, used-by entry, clocks and evidence come together or not at all. */
export const approvals: Scenario = {
  name: 'approval',
  victim: 'web',
  spanMs: 120,
  hooks: [
    { name: 'sharing.consent-in.locked', times: 1 },
    { name: 'sharing.consent-in.agreed', times: 1 },
    { name: 'sharing.consent-in.before-feed', times: 1 },
    { name: 'sharing.consent-in.before-commit', times: 1 },
    { name: 'platform.http.answering', times: 1 },
  ],
  prepare: async ({ house, officers }) => {
    const application = await proposedApplication(house, officers);
    let code = await officers.codeOf('scjg.fzr');
    const request = () =>
      officers.ask('scjg.fzr', `POST ${at(application)}/consent-in`, { body: { decision: 'sign', opinion: '同意共享。', code } });
    const state = () => partsOf(house, approvalParts, String(application.body['id']));
    return {
      run: async () => void (await request()),
      settle: async () => {
        code = await officers.codeOf('scjg.fzr');
        return settled({ request, state, whole: exactly(whole), nothing: exactly(nothing) });
      },
    };
  },
};

const publicationParts = `
  SELECT e.state, e.resource_code IS NOT NULL AS coded, r.state AS revision,
    (SELECT count(*)::int FROM catalog.history WHERE entry_id = e.id AND action = 'published') AS told,
    (SELECT count(*)::int FROM catalog.search_document WHERE entry_id = e.id AND audience = 'everyone') AS findable,
    (SELECT count(*)::int FROM (SELECT action, object_id, result FROM audit.pending UNION ALL SELECT action, object_id, result FROM audit.leaf) a
      WHERE object_id = e.id::text AND result = 'done' AND action = 'catalog.publish-entry') AS records
  FROM catalog.entry e JOIN catalog.revision r ON r.entry_id = e.id WHERE e.id = $1`;

/** The authority publishes an entry: code, revision in force, history, search and evidence come together or not at all. */
export const publications: Scenario = {
  name: 'publication',
  victim: 'web',
  spanMs: 120,
  hooks: [
    { name: 'catalog.publish.coded', times: 1 },
    { name: 'catalog.publish.before-commit', times: 1 },
    { name: 'platform.http.answering', times: 1 },
  ],
  prepare: async ({ house, officers }) => {
    const entry = await signedEntry(house, officers);
    const id = String(entry.body['id']);
    const ifMatch = String(entry.body['revision']);
    const request = () => officers.ask('zfb.zgy', `POST /catalog/entries/${id}/publication`, { body: { opinion: '予以发布。' }, ifMatch });
    // Signed in before the process is armed: its first answer is the one that is interrupted.
    await officers.must('zfb.zgy', `GET /catalog/entries/${id}`);
    return {
      run: async () => void (await request()),
      settle: () =>
        settled({
          request,
          state: () => partsOf(house, publicationParts, id),
          whole: /^state published, coded true, revision [a-z-]+, told 1, findable 1, records 1$/u,
          nothing: /^state unpublished, coded false, revision at-authority, told 0, findable 0, records 0$/u,
        }),
    };
  },
};

let entries = 0;

async function signedEntry({ seeded }: House, { must, codeOf }: Officers): Promise<Answer> {
  entries += 1;
  const model = await must('scjg.djy', `GET /catalog/entries/${seeded.entryId}`);
  const content = { ...contentOf(model), name: `断电试验目录第${entries}号` };
  const body = { organisationId: seeded.providerId, secrecyDeclaration: 'not-secret', content };
  const draft = await must('scjg.djy', 'POST /catalog/entries', { body });
  const on = `/catalog/entries/${String(draft.body['id'])}` as const;
  await must('scjg.djy', `POST ${on}/submission`, { body: {}, ifMatch: draft.etag });
  const reviewed = await must('scjg.shy', `GET ${on}`);
  const passed = await must('scjg.shy', `POST ${on}/review`, { body: { opinion: '齐全。' }, ifMatch: reviewed.etag });
  const signature = { opinion: '同意报送。', secondFactor: await codeOf('scjg.fzr') };
  return must('scjg.fzr', `POST ${on}/signature`, { body: signature, ifMatch: passed.etag });
}

const modelSchema = z.object({ live: z.object({ content: z.record(z.string(), z.unknown()) }) });

/** The content of a published entry, to write another like it. */
function contentOf(model: Answer): Readonly<Record<string, unknown>> {
  return modelSchema.parse(model.body).live.content;
}
