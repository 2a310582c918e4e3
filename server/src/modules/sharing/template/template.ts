import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import type { TemplateContent } from '@karez/contract/sharing/template';
import { isRefusal, type FieldRefusal } from '@karez/kit/refusal';
import { compilePattern } from '@karez/policy/grant/pattern';
import { SCENARIO_CHARACTERS_MIN } from '../application-content.ts';
import { emptyContent } from '../application.ts';
import type { RequestableItem } from '../requestable.ts';

/** What of the register of law and of the catalogue a template may rest on now. */
export type TemplateGround = {
  /** Articles that something new may rest on, among those that it cites. */
  readonly standingArticleIds: readonly string[];
  /** Entries that can be asked for, among those that it names. */
  readonly publishedEntryIds: readonly string[];
};

/** Everything that keeps a template from being published, as places of the request’s body; empty means none. */
export function wrongIn(content: TemplateContent, { standingArticleIds, publishedEntryIds }: TemplateGround): FieldRefusal[] {
  const wrong: FieldRefusal[] = [];
  const report = (place: string, code: string, params: FieldRefusal['params'] = {}) =>
    wrong.push({ path: `/body/content/${place}`, code, params });
  if (content.useScenario.length < SCENARIO_CHARACTERS_MIN)
    report('useScenario', 'sharing.scenario-short', { minimum: SCENARIO_CHARACTERS_MIN });
  if (content.usePurpose === null) report('usePurpose', 'required');
  if (content.matterFormat !== '' && isRefusal(compilePattern(content.matterFormat))) report('matterFormat', 'sharing.matter-format');
  if (content.useBasis.some(({ articleId }) => articleId !== null && !standingArticleIds.includes(articleId)))
    report('useBasis', 'sharing.template-article');
  if (content.entryIds.some((entryId) => !publishedEntryIds.includes(entryId))) report('entryIds', 'sharing.template-entry');
  return wrong;
}

/** The draft that begins with a template: what it says, with the items of the entry that are called as it calls them. */
export function contentFrom(
  template: TemplateContent,
  { items, standingArticleIds }: Pick<TemplateGround, 'standingArticleIds'> & { readonly items: readonly RequestableItem[] },
): ApplicationContent {
  const askable = items.filter(({ shareType, fieldName }) => shareType !== 'denied' && fieldName !== null);
  const empty = emptyContent();
  return {
    ...empty,
    itemNos: askable.filter(({ nameZh }) => template.itemNames.includes(nameZh)).map(({ no }) => no),
    useBasis: template.useBasis.filter(({ articleId }) => articleId === null || standingArticleIds.includes(articleId)),
    useScenario: template.useScenario,
    usePurpose: template.usePurpose,
    matterFormat: template.matterFormat,
    useScope: { ...empty.useScope, users: template.users },
    storage: template.storage,
    securityMeasures: template.securityMeasures,
  };
}
