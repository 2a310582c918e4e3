import { closeTodo, notify, openTodo, type Addressee } from '#modules/desk';
import { organisationById } from '#modules/identity';
import { cancelClock, meetClock, startClock, type ClockReference } from '#modules/law';
import { isRefusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { turnOf, type Acknowledgement } from './acknowledgement.ts';

type HandingNeeds = Pick<StepNeeds, 'clock' | 'newId'>;
type About = { readonly told: Acknowledgement; readonly file: EntryFile };

/** Case kind under which the clocks and to-dos of acknowledgements run. */
export const ACKNOWLEDGEMENT_CASE = 'catalog.acknowledgement';
/** Terms of the rule set: the consumer's, and the provider's to answer an objection. */
export const ruleOf = { consumer: 'catalog.acknowledgement', provider: 'catalog.acknowledgement-answer' } as const;

const keyOf = ({ id }: Acknowledgement): string => `catalog.acknowledgement:${id}`;
const subjectOf = ({ id }: Acknowledgement) => ({ module: 'catalog', kind: ACKNOWLEDGEMENT_CASE, id });
const linkOf = ({ id }: Acknowledgement): string => `/catalog/acknowledgements/${id}`;
const paramsOf = ({ told, file }: About) => ({
  name: file.live?.content.name ?? '',
  version: told.to.version,
  organisation: told.organisationName,
});
const reference = ({ id }: Acknowledgement, turn: 'consumer' | 'provider'): ClockReference => ({
  caseKind: ACKNOWLEDGEMENT_CASE,
  caseId: id,
  ruleKey: ruleOf[turn],
});

function addresseeOf({ told, file }: About, turn: 'consumer' | 'provider'): Addressee {
  if (turn === 'consumer') return { kind: 'organisation', orgId: told.organisationId, power: 'sharing.apply' };
  return { kind: 'organisation', orgId: file.entry.provider.organisationId, power: 'catalog.register' };
}

/** Starts the clock of whoever's turn it is and opens its to-do; nothing where nobody's is. */
export async function handAcknowledgement(tx: Transaction, { clock, newId }: HandingNeeds, about: About): Promise<void> {
  const { told, file } = about;
  const turn = turnOf(told.state);
  if (turn === null) return;
  const at = clock.now();
  const orgId = turn === 'consumer' ? told.organisationId : file.entry.provider.organisationId;
  const duty = await organisationById(tx, orgId);
  const started = await startClock(tx, {
    ...reference(told, turn),
    id: newId(),
    dutyOrgId: orgId,
    region: duty?.regionCode ?? file.entry.provider.regionCode,
    startedAt: at,
  });
  await openTodo(tx, {
    id: newId(),
    key: keyOf(told),
    for: addresseeOf(about, turn),
    subject: subjectOf(told),
    title: { key: `catalog.todo.acknowledgement-${told.state}`, params: paramsOf(about) },
    link: linkOf(told),
    dueAt: started.dueAt,
    at,
  });
}

/** Whoever's turn it was has done its duty, or owes it no longer: its clock ends and its to-do is closed. */
export async function closeTurn(
  tx: Transaction,
  { clock }: HandingNeeds,
  { told, by, outcome }: { told: Acknowledgement; by: string; outcome: 'met' | 'cancelled' },
): Promise<void> {
  const turn = turnOf(told.state);
  if (turn === null) return;
  const at = clock.now();
  const moved = await (outcome === 'met' ? meetClock : cancelClock)(tx, reference(told, turn), at);
  if (isRefusal(moved)) throw new Error(`the clock of acknowledgement ${told.id} refused: ${moved.code}`);
  await closeTodo(tx, keyOf(told), { by, at });
}

/** Tells the provider how a consumer has ended it. */
export async function tellProvider(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { word, ...about }: About & { readonly word: 'acknowledged' | 'overdue' },
): Promise<void> {
  const { told, file } = about;
  await notify(tx, {
    id: newId(),
    key: `${keyOf(told)}:${word}`,
    for: { kind: 'organisation', orgId: file.entry.provider.organisationId, power: 'catalog.register' },
    subject: subjectOf(told),
    title: { key: `catalog.notice.acknowledgement-${word}`, params: paramsOf(about) },
    link: linkOf(told),
    at: clock.now(),
  });
}

/** Tells a department whose running grants name nothing of what changed that there is a new major version: it owes nothing. */
export async function tellUntouched(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { file, orgId }: { file: EntryFile; orgId: string },
): Promise<void> {
  const version = file.live !== null && 'version' in file.live ? file.live.version : '';
  await notify(tx, {
    id: newId(),
    key: `catalog.major-version:${file.entry.id}:${version}:${orgId}`,
    for: { kind: 'organisation', orgId, power: 'sharing.apply' },
    subject: { module: 'catalog', kind: 'catalog.entry', id: file.entry.id },
    title: { key: 'catalog.notice.major-version', params: { name: file.live?.content.name ?? '', version } },
    link: `/catalog/entries/${file.entry.id}/versions`,
    at: clock.now(),
  });
}
