import type { PersonSource, ServiceOperation } from '@karez/contract/gateway/schemas';
import { AutoComplete, Radio, Select } from 'antd';
import { useWords } from '../client/language.tsx';
import { helpFor, type WrongPlace } from './wrong-places.ts';

type Parameter = Pick<ServiceOperation['parameters'][number], 'name' | 'place' | 'required' | 'type'>;
type Asked = {
  person: PersonSource | null;
  /** Fields of a record that may be chosen; another one may be typed. */
  paths: readonly string[];
  parameters: readonly Parameter[];
  /** Places of this operation that the server refused. */
  wrong: readonly WrongPlace[];
  onChange: (next: PersonSource | null) => void;
};

/** Types of a parameter that can be one person; of a service registered in an earlier release the type is not known, and the server judges. */
const oneValueTypes = ['string', 'integer', 'any'];

/** Which value of an operation identifies the person that its data is about: asked of every operation of an entry with personal data. */
export function PersonQuestion({ person, paths, parameters, wrong, onChange }: Asked) {
  const { t } = useWords();
  const required = parameters.filter((one) => (one.required || one.place === 'path') && oneValueTypes.includes(one.type));
  const { help } = helpFor(wrong, 'person');
  const begin = (from: PersonSource['from']) => {
    if (from === 'none') return onChange({ from });
    const [first] = required;
    return onChange(from === 'parameter' && first ? { from, place: first.place, name: first.name } : { from: 'field', path: '' });
  };
  return (
    <div className="stack" style={{ gap: 8 }}>
      <strong>{t('portal.gateway.person')}</strong>
      <span className="small soft">{t('portal.gateway.person-why')}</span>
      <Radio.Group
        aria-label={t('portal.gateway.person')}
        value={person?.from ?? null}
        onChange={(event: { target: { value?: PersonSource['from'] } }) => event.target.value && begin(event.target.value)}
        options={[
          { value: 'field', label: t('portal.gateway.person.field') },
          { value: 'parameter', label: t('portal.gateway.person.parameter'), disabled: required.length === 0 },
          { value: 'none', label: t('portal.gateway.person.none') },
        ]}
      />
      <PersonValue person={person} paths={paths} parameters={required} hasError={help !== undefined} onChange={onChange} />
      {help ? (
        <div className="small" role="alert" style={{ color: '#a8322a' }}>
          {help}
        </div>
      ) : null}
    </div>
  );
}

type Valued = Omit<Asked, 'wrong'> & { hasError: boolean };

function PersonValue({ person, paths, parameters, hasError, onChange }: Valued) {
  const { t } = useWords();
  const status = hasError ? 'error' : '';
  if (person === null) return null;
  if (person.from === 'none') return <span className="small soft">{t('portal.gateway.person-none-why')}</span>;
  if (person.from === 'parameter') {
    return (
      <label className="row">
        <span>{t('portal.gateway.person-parameter')}</span>
        <Select
          aria-label={t('portal.gateway.person-parameter')}
          status={status}
          style={{ inlineSize: 260 }}
          value={`${person.place} ${person.name}`}
          options={parameters.map(({ place, name }) => ({
            value: `${place} ${name}`,
            label: `${name} (${t(`portal.gateway.place.${place}`)})`,
          }))}
          onChange={(chosen: string) => {
            const found = parameters.find(({ place, name }) => `${place} ${name}` === chosen);
            if (found) onChange({ from: 'parameter', place: found.place, name: found.name });
          }}
        />
        <span className="small soft">{t('portal.gateway.person-parameter-why')}</span>
      </label>
    );
  }
  return (
    <label className="row">
      <span>{t('portal.gateway.person-path')}</span>
      <AutoComplete
        aria-label={t('portal.gateway.person-path')}
        status={status}
        style={{ inlineSize: 260 }}
        value={person.path}
        options={paths.filter((path) => path.includes(person.path)).map((path) => ({ value: path }))}
        onChange={(path: string) => onChange({ from: 'field', path: path.trim() })}
      />
      <span className="small soft">{t('portal.gateway.person-path-why')}</span>
    </label>
  );
}
