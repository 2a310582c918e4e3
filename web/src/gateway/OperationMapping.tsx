import type { OperationChoice, PersonSource, ReadOperation } from '@karez/contract/gateway/schemas';
import { Card, Checkbox, Input, Select, Table, Tag } from 'antd';
import { useWords } from '../client/language.tsx';
import { PersonQuestion } from './PersonQuestion.tsx';
import { helpFor, type WrongPlace } from './wrong-places.ts';
import { clearable } from '../client/clearable.tsx';

export type EntryItem = { readonly no: number; readonly nameZh: string; readonly fieldName: string | null };
export type Mapping = {
  readonly offered: boolean;
  readonly recordsAt: string;
  readonly pathOf: ReadonlyMap<number, string>;
  readonly person: PersonSource | null;
};

/** The mapping that the platform proposes, as the form edits it. */
export function mappingFrom({ suggestion }: ReadOperation): Mapping {
  return {
    offered: suggestion.fields.length > 0,
    recordsAt: suggestion.recordsAt,
    pathOf: new Map(suggestion.fields.map(({ no, path }) => [no, path])),
    person: suggestion.person,
  };
}

/** What is sent of one operation; a field that was not named yet is no answer. */
export function choiceFrom(operation: ReadOperation, { recordsAt, pathOf, person }: Mapping): OperationChoice {
  const below = recordsAt === '' ? '\u0000' : `${recordsAt}.`;
  return {
    id: operation.id,
    recordsAt,
    envelope: operation.suggestion.envelope.filter((path) => !path.startsWith(below)),
    fields: [...pathOf].flatMap(([no, path]) => (path === '' ? [] : [{ no, path }])),
    person: answered(person),
  };
}

/** A question whose answer was begun and not finished is not answered. */
export function answered(person: PersonSource | null): PersonSource | null {
  return person?.from === 'field' && person.path === '' ? null : person;
}

type Shown = {
  operation: ReadOperation;
  items: readonly EntryItem[];
  mapping: Mapping;
  asksForPerson: boolean;
  /** Places of this operation that the server refused, below `operations/N`. */
  wrong: readonly WrongPlace[];
  onChange: (next: Mapping) => void;
};

/** One operation that was found in the document: whether it is offered, and which of its fields carries which item. */
export function OperationMapping({ operation, items, mapping, asksForPerson, wrong, onChange }: Shown) {
  const { t } = useWords();
  const recordsHelp = helpFor(wrong, 'recordsAt').help ?? helpFor(wrong, 'id').help;
  return (
    <Card
      size="small"
      title={
        <Checkbox checked={mapping.offered} onChange={(event) => onChange({ ...mapping, offered: event.target.checked })}>
          <Tag color="processing">{operation.method}</Tag>
          <span className="code">{operation.path}</span>
        </Checkbox>
      }
      extra={<span className="soft">{operation.summary}</span>}
    >
      {mapping.offered ? (
        <div className="stack" style={{ gap: 12 }}>
          <label className="row">
            <span>{t('portal.gateway.records-at')}</span>
            <Input
              value={mapping.recordsAt}
              placeholder={t('portal.gateway.whole-answer')}
              status={recordsHelp ? 'error' : ''}
              style={{ inlineSize: 260 }}
              onChange={(event) => onChange({ ...mapping, recordsAt: event.target.value.trim() })}
            />
            <span className="small soft">{recordsHelp ?? t('portal.gateway.records-at-why')}</span>
          </label>
          <FieldTable operation={operation} items={items} mapping={mapping} wrong={wrong} onChange={onChange} />
          {asksForPerson ? (
            <PersonQuestion
              person={mapping.person}
              paths={recordFields(operation, mapping).map(({ path }) => path)}
              parameters={operation.parameters}
              wrong={wrong}
              onChange={(person) => onChange({ ...mapping, person })}
            />
          ) : null}
        </div>
      ) : (
        <span className="soft">{t('portal.gateway.not-offered')}</span>
      )}
    </Card>
  );
}

/** Fields of the answer by their path in a record. */
function recordFields({ answerFields }: ReadOperation, { recordsAt }: Mapping) {
  const below = recordsAt === '' ? '' : `${recordsAt}.`;
  return answerFields.filter(({ path }) => path.startsWith(below)).map((field) => ({ ...field, path: field.path.slice(below.length) }));
}

function FieldTable({ operation, items, mapping, wrong, onChange }: Omit<Shown, 'asksForPerson'>) {
  const { t } = useWords();
  const fields = recordFields(operation, mapping);
  const order = [...mapping.pathOf].filter(([, path]) => path !== '').map(([no]) => no);
  return (
    <Table<EntryItem>
      size="small"
      rowKey="no"
      pagination={false}
      scroll={{ x: 620 }}
      dataSource={[...items]}
      columns={[
        { title: t('portal.gateway.item-no'), dataIndex: 'no', width: 64 },
        {
          title: t('portal.gateway.item'),
          render: (_value, item) => (
            <>
              {item.nameZh} <span className="code soft">{item.fieldName}</span>
            </>
          ),
        },
        {
          title: t('portal.gateway.carried-by'),
          width: 340,
          render: (_value, item) => {
            const at = order.indexOf(item.no);
            const help = at < 0 ? undefined : helpFor(wrong, `fields/${at}`).help;
            const path = mapping.pathOf.get(item.no) ?? '';
            return (
              <>
                <Select
                  aria-label={`${item.nameZh} ${t('portal.gateway.carried-by')}`}
                  showSearch
                  allowClear={clearable(t)}
                  placeholder={t('portal.gateway.not-provided')}
                  status={help ? 'error' : ''}
                  style={{ inlineSize: '100%' }}
                  {...(path === '' ? {} : { value: path })}
                  onChange={(next: string | undefined) =>
                    onChange({ ...mapping, pathOf: new Map(mapping.pathOf).set(item.no, next ?? '') })
                  }
                  options={fields.map((field) => ({ value: field.path, label: `${field.path} (${field.type})`, title: field.description }))}
                />
                {help ? (
                  <div className="small" style={{ color: '#a8322a' }}>
                    {help}
                  </div>
                ) : null}
              </>
            );
          },
        },
      ]}
    />
  );
}
