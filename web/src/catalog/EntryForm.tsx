import { submitEntry } from '@karez/contract/catalog';
import type { Entry } from '@karez/contract/catalog/answers';
import { secrecyDeclarationSchema, type SecrecyDeclaration } from '@karez/contract/catalog/content';
import { Alert, App, Card, ConfigProvider } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { BasicsSection } from './BasicsSection.tsx';
import { CollectionSection } from './collection/CollectionSection.tsx';
import { CareSection } from './CareSection.tsx';
import './catalog.css';
import { blanksOf, fieldOf, savable, sections, type DraftField, type SectionKey, type Wrong } from './draft.ts';
import type { Editing } from './fields.tsx';
import { FormatSection } from './FormatSection.tsx';
import { ItemsSection } from './ItemsSection.tsx';
import { SavingLine } from './SavingLine.tsx';
import { SecrecyDeclarationCard } from './SecrecyDeclaration.tsx';
import { SharingSection } from './SharingSection.tsx';
import { ImpactCard } from './acknowledgement/ImpactCard.tsx';
import { useImpact } from './acknowledgement/use-impact.ts';
import { SubmitCard } from './SubmitCard.tsx';
import { TaskList } from './TaskList.tsx';
import { useDraft } from './use-draft.ts';
import { verdictFrom } from './verdict.ts';

type Given = { entry: Entry; working: NonNullable<Entry['working']> };

/** Declared a moment ago on the first page of registering: not asked twice for one text. */
function useDeclaration() {
  const { state } = useLocation();
  const given = secrecyDeclarationSchema.safeParse(typeof state === 'object' && state !== null ? Reflect.get(state, 'declared') : null);
  return useState<SecrecyDeclaration | null>(given.success ? given.data : null);
}

const nothing: readonly Wrong[] = [];

/** The whole entry as one form: a task list beside its sections, saved by itself, submitted to the department's reviewer. */
export function EntryForm({ entry, working }: Given) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [declared, setDeclared] = useDeclaration();
  const kept = useDraft(entry, working.content);
  const submit = useDeed(submitEntry, ['catalog.', 'desk.']);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const verdict = useMemo(() => verdictFrom(submit.error).filter(({ path }) => !touched.has(fieldOf(path))), [submit.error, touched]);
  const unsavable = useMemo(() => {
    const parsed = savable(kept.draft);
    return 'wrongs' in parsed ? parsed.wrongs : nothing;
  }, [kept.draft]);
  const wrongs = useMemo(() => (unsavable.length + verdict.length === 0 ? nothing : [...unsavable, ...verdict]), [unsavable, verdict]);
  const blanks = useMemo(() => blanksOf(kept.draft), [kept.draft]);
  const { set: keep } = kept;
  const set = useCallback<Editing['set']>(
    (change) =>
      keep((before) => {
        const changed = change(before);
        const names = Object.keys(changed);
        setTouched((fields) => (names.every((name) => fields.has(name)) ? fields : new Set([...fields, ...names])));
        return changed;
      }),
    [keep],
  );
  const edit: Editing = { draft: kept.draft, wrongs, set };
  const send = async (note: string) => {
    if (!(await kept.flush())) return;
    setTouched(new Set());
    submit.mutate(
      { params: { entryId: entry.id }, ifMatch: kept.revision.current, body: { note } },
      {
        onSuccess: () => {
          void message.success(t('portal.catalog.submitted'));
          void navigate(paths.entry(entry.id));
        },
      },
    );
  };
  const declare = (next: SecrecyDeclaration) => {
    if (next !== 'not-secret') kept.drop();
    setDeclared(next);
  };
  const places = [...new Set([...blanks, ...wrongs.map(({ path }) => path)])];
  const isSecret = declared === 'state-secret' || declared === 'work-secret';
  return (
    <div className="task-form">
      <TaskList places={places} saving={<SavingLine kept={kept} held={unsavable.length} />} />
      <div className="stack" onBlur={() => void kept.flush()}>
        {working.returned ? (
          <Alert
            type="warning"
            showIcon
            title={t('portal.catalog.returned', { organisation: working.returned.byOrganisation, at: dayAndTime(working.returned.at) })}
            description={
              <span className="pre">
                <bdi>{working.returned.opinion}</bdi>
              </span>
            }
          />
        ) : null}
        <SecrecyDeclarationCard declared={declared} onDeclare={declare} />
        {isSecret ? null : (
          <ConfigProvider componentDisabled={declared === null}>
            {sections.map(({ key, fields }) => (
              <SectionCard key={key} section={key} fields={fields} edit={edit} entry={entry} />
            ))}
            <ImpactCard entry={entry} />
            <SubmitCard
              places={places}
              wrongs={wrongs}
              draft={kept.draft}
              busy={submit.isPending}
              error={verdictFrom(submit.error).length > 0 ? null : submit.error}
              onSubmit={(note) => void send(note)}
            />
          </ConfigProvider>
        )}
      </div>
    </div>
  );
}

type Section = { section: SectionKey; fields: readonly DraftField[]; edit: Editing; entry: Entry };

function SectionCard({ section, edit, entry }: Section) {
  const { t } = useWords();
  const contents = [entry.live, entry.working].flatMap((revision) => (revision ? [revision.content] : []));
  const everUsed = useImpact(entry).data?.answer.usedNumbers ?? [];
  const used = [...everUsed, ...contents.flatMap(({ items }) => items).map((item) => item.no)];
  const usedFields = contents.flatMap(({ collection }) => collection?.form?.fields ?? []).map((field) => field.no);
  return (
    <Card id={`section-${section}`} title={t(`portal.catalog.section.${section}`)}>
      {section === 'basics' ? <BasicsSection edit={edit} /> : null}
      {section === 'format' ? <FormatSection edit={edit} /> : null}
      {section === 'items' ? <ItemsSection edit={edit} usedNumbers={used} /> : null}
      {section === 'collection' ? <CollectionSection edit={edit} usedNumbers={usedFields} /> : null}
      {section === 'sharing' ? <SharingSection edit={edit} /> : null}
      {section === 'care' ? <CareSection edit={edit} /> : null}
    </Card>
  );
}
