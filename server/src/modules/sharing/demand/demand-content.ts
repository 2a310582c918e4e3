import type { DemandContent } from '@karez/contract/sharing/demand';
import { refuse, type FieldRefusal, type Refusal, type RefusalParams } from '@karez/kit/refusal';
import { holdsPersonalValue } from '../personal-value.ts';
import { SCENARIO_CHARACTERS_MIN } from '../application-content.ts';

/** What the rules look at besides the demand itself. */
export type DemandGround = {
  /** Day of the region on which the rules are asked. */
  readonly today: string;
  readonly requesterOrgId: string;
};

type Report = (path: string, code: string, params?: RefusalParams) => void;

/** Everything that a demand still lacks before it may be submitted, as JSON pointers into its content. Empty means complete. */
export function missingInDemand(content: DemandContent, { today, requesterOrgId }: DemandGround): FieldRefusal[] {
  const missing: FieldRefusal[] = [];
  const report: Report = (path, code, params = {}) => missing.push({ path, code, params });
  if (content.name === '') report('/name', 'required');
  missingItems(content, report);
  missingUse(content, report);
  if (content.updateCycle === null) report('/updateCycle', 'required');
  if (content.way === null) report('/way', 'required');
  if (content.expectedProviderOrgId === requesterOrgId) report('/expectedProviderOrgId', 'sharing.demand-own-department');
  if (content.wishedOn === null) report('/wishedOn', 'required');
  else if (content.wishedOn <= today) report('/wishedOn', 'sharing.demand-day-past');
  return missing;
}

function missingItems({ items }: DemandContent, report: Report): void {
  if (items.length === 0) report('/items', 'required');
  items.forEach(({ name }, index) => {
    if (items.findIndex((other) => other.name === name) < index) report(`/items/${index}/name`, 'sharing.demand-item-twice', { name });
  });
}

function missingUse(content: DemandContent, report: Report): void {
  if (content.useBasis.length === 0) report('/useBasis', 'required');
  content.useBasis.forEach((basis, index) => {
    if (basis.article === '' && basis.kind !== 'service-matter' && basis.kind !== 'power-list')
      report(`/useBasis/${index}/article`, 'required');
  });
  if (content.useScenario.length < SCENARIO_CHARACTERS_MIN)
    report('/useScenario', 'sharing.scenario-short', { minimum: SCENARIO_CHARACTERS_MIN });
  if (content.usePurpose === null) report('/usePurpose', 'required');
  // Personal data only for a named 政务服务事项 or 权责清单 item (design.md §2).
  if (content.items.some(({ personal }) => personal) && content.matter === null) report('/matter', 'sharing.demand-matter-required');
}

/** A refusal where a text of the demand holds a value that is somebody's: a demand says which data, never whose. Null for none. */
export function personalValueIn(content: DemandContent): Refusal | null {
  const texts: (readonly [path: string, text: string])[] = [
    ['/name', content.name],
    ['/useScenario', content.useScenario],
    ['/matter/code', content.matter?.code ?? ''],
    ['/matter/name', content.matter?.name ?? ''],
    ...content.items.flatMap(({ name, meaning }, index) => [
      [`/items/${index}/name`, name] as const,
      [`/items/${index}/meaning`, meaning] as const,
    ]),
    ...content.useBasis.flatMap(({ title, article, text }, index) =>
      Object.entries({ title, article, text }).map(([field, said]) => [`/useBasis/${index}/${field}`, said] as const),
    ),
  ];
  const places = texts
    .filter(([, text]) => holdsPersonalValue(text))
    .map(([path]): FieldRefusal => ({ path: `/body/content${path}`, code: 'sharing.demand-personal-value', params: {} }));
  return places.length === 0 ? null : refuse('sharing.demand.personal-value', { count: places.length }, places);
}
