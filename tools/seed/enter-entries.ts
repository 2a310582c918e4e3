import type { EntryContent } from '@karez/contract/catalog/content';
import type { PlannedEntry } from './entry-form.ts';

type Body = Readonly<Record<string, unknown>>;
/** How the demo's people ask the platform: over HTTP, signed in as the account; throws when the answer is a refusal. */
export type Ask = (
  account: string,
  request: `${'GET' | 'POST' | 'PUT'} /${string}`,
  more?: { readonly body?: unknown; readonly ifMatch?: number },
) => Promise<Body>;

export type Entering = {
  readonly ask: Ask;
  /** The account's present code of the second factor: each counts once, so the clock must have moved on since the last. */
  readonly codeOf: (account: string) => Promise<string>;
  /** Ids by the keys of the plan of organisations. */
  readonly organisationId: (key: string) => string;
  /** Accounts of the authority: who publishes, and who verifies denials. */
  readonly authority: { readonly publisher: string; readonly leader: string };
  /** Last day of consents given in advance, at most twelve months away. */
  readonly consentUntil: string;
};

type Step = { readonly id: string; readonly revision: number };

function stepOf(answer: Body): Step {
  return { id: String(answer['id']), revision: Number(answer['revision']) };
}

const order = ['draft', 'in-review', 'awaiting-signature', 'at-authority', 'published'] as const;
const reaches = (entry: PlannedEntry, stage: (typeof order)[number]): boolean => order.indexOf(entry.stage) >= order.indexOf(stage);

/**
 * Walks every entry as far as the plan says, each step by the person whose step it is. Answers the entries' ids by their keys.
 * Accounts follow the seats of the plan: registrar `djy`, reviewer `shy`, head `fzr`.
 */
export async function enterEntries(entering: Entering, entries: readonly PlannedEntry[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const entry of entries) ids.set(entry.key, await enter(entering, entry));
  return ids;
}

async function enter(entering: Entering, entry: PlannedEntry): Promise<string> {
  const { ask, codeOf, organisationId } = entering;
  const seat = (suffix: string) => `${entry.department}.${suffix}`;
  const content: EntryContent = { ...entry.content, systemId: await systemIdOf(ask, seat('djy'), entry.system) };
  const body = { organisationId: organisationId(entry.department), secrecyDeclaration: 'not-secret', content };
  let step = stepOf(await ask(seat('djy'), 'POST /catalog/entries', { body }));
  if (!reaches(entry, 'in-review')) return step.id;
  step = stepOf(await ask(seat('djy'), `POST /catalog/entries/${step.id}/submission`, { body: {}, ifMatch: step.revision }));
  if (!reaches(entry, 'awaiting-signature')) return step.id;
  step = stepOf(
    await ask(seat('shy'), `POST /catalog/entries/${step.id}/review`, {
      body: { opinion: '要素齐全，符合编制要求。' },
      ifMatch: step.revision,
    }),
  );
  if (!reaches(entry, 'at-authority')) return step.id;
  const signature = { opinion: '同意报送。', secondFactor: await codeOf(seat('fzr')) };
  step = stepOf(await ask(seat('fzr'), `POST /catalog/entries/${step.id}/signature`, { body: signature, ifMatch: step.revision }));
  if (!reaches(entry, 'published')) return step.id;
  step = await decide(entering, entry, step);
  if (entry.standingConsent !== null) await consent(entering, entry, step);
  return step.id;
}

async function systemIdOf(ask: Ask, account: string, name: string | null): Promise<string | null> {
  if (name === null) return null;
  const found = (await ask(account, `GET /business-systems?text=${encodeURIComponent(name)}`))['items'];
  const first: unknown = Array.isArray(found) ? found[0] : undefined;
  if (typeof first !== 'object' || first === null || !('id' in first)) throw new Error(`no business system ${name}`);
  return String(first.id);
}

/** The authority publishes what was signed; where anything is denied, its leader upholds each denial. */
export async function decide({ ask, codeOf, authority }: Entering, entry: Pick<PlannedEntry, 'content'>, step: Step): Promise<Step> {
  if (!deniesAnything(entry.content)) {
    return stepOf(
      await ask(authority.publisher, `POST /catalog/entries/${step.id}/publication`, {
        body: { opinion: '符合要求，予以发布。' },
        ifMatch: step.revision,
      }),
    );
  }
  const opinion = '所引条款明确要求保密，依据成立。';
  const { shareType, items } = entry.content;
  const body = {
    ...(shareType === 'denied' ? { verdict: 'upheld', until: null } : {}),
    items: items.flatMap(({ no, denial }) => (denial === null ? [] : [{ no, verdict: 'upheld', until: null, opinion }])),
    opinion,
    secondFactor: await codeOf(authority.leader),
  };
  await ask(authority.leader, `POST /catalog/entries/${step.id}/denial-verification`, { body, ifMatch: step.revision });
  return { id: step.id, revision: step.revision + 1 };
}

function deniesAnything({ shareType, items }: EntryContent): boolean {
  return shareType === 'denied' || items.some((item) => item.shareType === 'denied');
}

async function consent({ ask, codeOf, consentUntil }: Entering, entry: PlannedEntry, step: Step): Promise<void> {
  const head = `${entry.department}.fzr`;
  const body = { validUntil: consentUntil, terms: entry.standingConsent, secondFactor: await codeOf(head) };
  await ask(head, `POST /catalog/entries/${step.id}/standing-consent`, { body, ifMatch: step.revision });
}
