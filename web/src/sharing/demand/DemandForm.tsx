import {
  demandContentSchema,
  getDemand,
  listDemandMatches,
  saveDemand,
  submitDemand,
  type Demand,
  type DemandContent,
} from '@karez/contract/sharing/demand';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Form } from 'antd';
import { useCallback, useState } from 'react';
import { call } from '../../client/call.ts';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { keptDraft, useDraftSaving } from '../../client/use-draft-saving.ts';
import { MissingPlaces, missingUnder } from '../MissingPlaces.tsx';
import { SavingWords } from '../SavingWords.tsx';
import { SecrecyCard, type Declared } from '../SecrecyCard.tsx';
import { SectionHead } from '../SectionHead.tsx';
import { DataFields, UseFieldsOfDemand, WishFields } from './demand-fields.tsx';

/** Sections of the form and the places of the content that each one holds. */
const sections = [
  { key: 'data', paths: ['/name', '/items', '/updateCycle'], Fields: DataFields },
  { key: 'use', paths: ['/useBasis', '/useScenario', '/usePurpose', '/matter'], Fields: UseFieldsOfDemand },
  { key: 'wish', paths: ['/way', '/expectedProviderOrgId', '/wishedOn'], Fields: WishFields },
] as const;

const keyOf = (demand: Demand): string => `karez.demand.${demand.id}`;

/** The draft of a demand: what data, for what, how and by when; saved by itself, submitted when whole. */
export function DemandForm({ demand }: { demand: Demand }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<DemandContent>();
  const [declared, setDeclared] = useState<Declared>(demand.revision > 1 ? 'not-secret' : null);
  const [shown, setShown] = useState(demand);
  const [first] = useState(() => keptDraft(keyOf(demand), { revision: demand.revision, schema: demandContentSchema }) ?? demand.content);
  const again = (id: string) => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === id });
  const { saving, changed, flush } = useDraftSaving<DemandContent, Demand>({
    key: keyOf(demand),
    revision: demand.revision,
    save: async (content, revision) => {
      const params = { demandId: demand.id };
      return (await call(saveDemand, { params, body: { secrecyDeclaration: 'not-secret', content }, ifMatch: revision })).answer;
    },
    onSaved: (saved) => {
      setShown(saved);
      again(listDemandMatches.id);
    },
  });
  const submit = useDeed(submitDemand, ['sharing.', 'desk.']);
  const read = useCallback((): DemandContent => demandContentSchema.parse(normalised(form.getFieldsValue(true))), [form]);
  const send = async () => {
    try {
      changed(read());
      await flush();
    } catch {
      return;
    }
    submit.mutate({ params: { demandId: demand.id } }, { onSuccess: () => void message.success(t('portal.demand.submitted')) });
  };
  const isClosed = declared !== 'not-secret';
  return (
    <Form form={form} layout="vertical" initialValues={first} disabled={isClosed} onValuesChange={() => changed(read())} scrollToFirstError>
      <div className="stack">
        <SecrecyCard declared={declared} refusal={t('refusal.sharing.demand.secret')} onDeclare={setDeclared} />
        {sections.map(({ key, paths: places, Fields }) => (
          <Card
            key={key}
            id={`section-${key}`}
            title={<SectionHead name={t(`portal.demand.section.${key}`)} missing={missingUnder(shown.missing, places).length} />}
          >
            <Fields demand={shown} />
            <MissingPlaces places={missingUnder(shown.missing, places)} nameOf={(place) => t(`portal.demand.place.${place}`)} />
          </Card>
        ))}
        <Card title={<SectionHead name={t('portal.demand.section.submit')} missing={shown.missing.length} />}>
          <p className="soft">
            {shown.missing.length === 0 ? t('portal.demand.ready') : t('portal.sharing.not-ready', { count: shown.missing.length })}
          </p>
          {submit.error ? <Trouble error={submit.error} /> : null}
          <div className="row">
            <Button type="primary" loading={submit.isPending} disabled={isClosed} onClick={() => void send()}>
              {t('portal.sharing.deed.submit')}
            </Button>
            <SavingWords saving={saving} onReload={() => again(getDemand.id)} />
          </div>
        </Card>
      </div>
    </Form>
  );
}

/** Native inputs give empty texts where the contract has null; a row of a list counts once it has a name. */
function normalised(values: DemandContent): unknown {
  const { matter, wishedOn, expectedProviderOrgId } = values;
  return {
    ...values,
    items: values.items
      .map((item) => ({ name: item?.name ?? '', meaning: item?.meaning ?? '', personal: item?.personal ?? false }))
      .filter(({ name }) => name.trim() !== ''),
    useBasis: values.useBasis.filter(({ title }) => title.trim() !== ''),
    matter: matter && matter.code && matter.name ? matter : null,
    expectedProviderOrgId: expectedProviderOrgId ?? null,
    wishedOn: wishedOn === '' ? null : wishedOn,
  };
}
