import { getEntry } from '@karez/contract/catalog';
import { registerService } from '@karez/contract/gateway';
import type { DocumentReading, ReadOperation } from '@karez/contract/gateway/schemas';
import { Alert, App, Button, Card, type FormInstance } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { choiceFrom, mappingFrom, OperationMapping, type Mapping } from './OperationMapping.tsx';
import type { ServiceForm } from './service-form.ts';
import { below, type WrongPlace } from './wrong-places.ts';

type Found = { readonly reading: DocumentReading; readonly entryId: string; readonly document: string };
type Shown = { form: FormInstance<ServiceForm>; found: Found; places: readonly WrongPlace[]; onRefused: (error: Error) => void };

/** Operations found in the document with their mapping, and the registration. */
export function FoundOperations({ form, found, places, onRefused }: Shown) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { operations } = found.reading;
  const [mappings, setMappings] = useState<ReadonlyMap<string, Mapping>>(
    () => new Map(operations.map((operation) => [operation.id, mappingFrom(operation)])),
  );
  const entry = useAnswer(getEntry, { params: { entryId: found.entryId } });
  const register = useDeed(registerService, ['gateway.']);
  const items = entry.data?.answer.live?.content.items ?? [];
  const mappingOf = (operation: ReadOperation) => mappings.get(operation.id) ?? mappingFrom(operation);
  const chosen = operations.filter((operation) => mappingOf(operation).offered);
  const carried = new Set(
    chosen.flatMap((operation) => [...mappingOf(operation).pathOf].flatMap(([no, path]) => (path === '' ? [] : [no]))),
  );
  const uncarried = items.filter((item) => !carried.has(item.no));
  const send = () =>
    void form.validateFields().then((given) =>
      register.mutate(
        {
          // What is registered is the text that was read, for which this was declared.
          body: {
            ...given,
            secrecyDeclaration: 'not-secret',
            document: found.document,
            operations: chosen.map((operation) => choiceFrom(operation, mappingOf(operation))),
          },
        },
        {
          onSuccess: ({ answer }) => {
            void message.success(t('portal.gateway.registered'));
            void navigate(paths.service(answer.id));
          },
          onError: onRefused,
        },
      ),
    );
  return (
    <Card title={t('portal.gateway.step.operations', { count: operations.length })}>
      <div className="stack">
        <p className="soft" style={{ margin: 0 }}>
          {t('portal.gateway.mapping-why')}
        </p>
        {operations.map((operation) => {
          const place = chosen.indexOf(operation);
          return (
            <OperationMapping
              key={operation.id}
              operation={operation}
              items={items}
              mapping={mappingOf(operation)}
              asksForPerson={found.reading.holdsPersonalData}
              wrong={place < 0 ? [] : below(places, `operations/${place}/`)}
              onChange={(next) => setMappings(new Map(mappings).set(operation.id, next))}
            />
          );
        })}
        <LeftOut reading={found.reading} />
        {uncarried.length > 0 ? (
          <Alert
            type="warning"
            showIcon
            title={t('portal.gateway.uncarried', { count: uncarried.length })}
            description={uncarried.map((item) => item.nameZh).join(' · ')}
          />
        ) : null}
        {register.error ? <Trouble error={register.error} /> : null}
        <div className="row">
          <Button type="primary" loading={register.isPending} disabled={chosen.length === 0} onClick={send}>
            {t('portal.gateway.register')}
          </Button>
          <span className="soft">{t(chosen.length === 0 ? 'portal.gateway.choose-one' : 'portal.gateway.register-says')}</span>
        </div>
      </div>
    </Card>
  );
}

function LeftOut({ reading }: { reading: DocumentReading }) {
  const { t } = useWords();
  if (reading.leftOut.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('portal.gateway.left-out', { count: reading.leftOut.length })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {reading.leftOut.map(({ operation, reason }) => (
            <li key={operation}>
              <span className="code">{operation}</span> {t(`portal.gateway.left-out.${reason}`)}
            </li>
          ))}
        </ul>
      }
    />
  );
}
