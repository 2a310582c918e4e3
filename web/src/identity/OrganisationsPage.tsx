import { listOrganisations, readOrganisation } from '@karez/contract/identity';
import { listOrganisationNames } from '@karez/contract/identity/organisation-names';
import type { AnswerOf } from '@karez/contract/route';
import { Button, Card } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { ReadingMark } from '../catalog/translation/ReadingMark.tsx';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { DissolveDialog, RenameDialog } from './ChangeOrganisationDialog.tsx';
import { useRegions } from '../client/use-regions.ts';
import { TranslateNamesDialog, type TranslatedNames } from './TranslateNamesDialog.tsx';
import { SearchField } from '../client/SearchField.tsx';

export type Listed = AnswerOf<typeof listOrganisations>['items'][number];
type Asked = { readonly organisation: Listed; readonly deed: 'rename' | 'translate' | 'dissolve' };

/** 机构名录: every organisation by its present and former names; whoever keeps the register renames and dissolves by an instrument. */
export function OrganisationsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const text = search.get('q') ?? '';
  const position = useCursor(text);
  const [asked, setAsked] = useState<Asked | null>(null);
  const found = useAnswer(listOrganisations, {
    query: { ...(text === '' ? {} : { text }), ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  const named = useAnswer(listOrganisationNames, {}).data?.answer.items;
  const namesOf = (id: string) => named?.find(({ orgId }) => orgId === id);
  const close = () => setAsked(null);
  return (
    <>
      <PageHead title={t('portal.menu.organisations')} purpose={t('portal.identity.organisations-purpose')} />
      <Card>
        <SearchField
          defaultValue={text}
          placeholder={t('portal.identity.organisations-hint')}
          aria-label={t('portal.identity.organisations-hint')}
          style={{ maxInlineSize: 420 }}
          onSearch={(q) => setSearch(q === '' ? {} : { q })}
        />
        <Loaded query={found}>
          {({ answer }) =>
            answer.items.length === 0 ? (
              <Blank says={t('portal.identity.organisations-none')} />
            ) : (
              <>
                <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                  {answer.items.map((organisation) => (
                    <Line
                      key={organisation.id}
                      organisation={organisation}
                      names={namesOf(organisation.id)}
                      onAsk={(deed) => setAsked({ organisation, deed })}
                    />
                  ))}
                </ul>
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )
          }
        </Loaded>
      </Card>
      {asked ? <Dialog asked={asked} names={namesOf(asked.organisation.id)} onClose={close} /> : null}
    </>
  );
}

/** What was asked of one organisation. */
function Dialog({
  asked: { organisation, deed },
  names,
  onClose,
}: {
  asked: Asked;
  names: TranslatedNames | undefined;
  onClose: () => void;
}) {
  if (deed === 'rename') return <RenameDialog organisation={organisation} onClose={onClose} />;
  if (deed === 'dissolve') return <DissolveDialog organisation={organisation} onClose={onClose} />;
  return <TranslateNamesDialog organisation={organisation} names={names} onClose={onClose} />;
}

type LineProps = { organisation: Listed; names: TranslatedNames | undefined; onAsk: (deed: Asked['deed']) => void };

function Line({ organisation, names, onAsk }: LineProps) {
  const { t } = useWords();
  const regions = useRegions();
  const { name, shortName, uscc, formerNames, regionCode, dissolved } = organisation;
  return (
    <li style={{ borderBlockEnd: '1px solid #f0ebe0', paddingBlock: 12 }}>
      <div className="row" style={{ justifyContent: 'space-between', columnGap: 16 }}>
        <span style={{ minInlineSize: 0, flex: '1 1 260px' }}>
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          <span className="soft">
            <bdi>{shortName}</bdi>
          </span>
        </span>
        {dissolved === null ? (
          <span className="row">
            <Button
              size="small"
              onClick={() => onAsk('rename')}
              aria-label={t('portal.labelled', { label: t('portal.identity.rename'), text: name })}
            >
              {t('portal.identity.rename')}
            </Button>
            <Button
              size="small"
              onClick={() => onAsk('translate')}
              aria-label={t('portal.labelled', { label: t('portal.identity.other-names'), text: name })}
            >
              {t('portal.identity.other-names')}
            </Button>
            <Button
              size="small"
              danger
              onClick={() => onAsk('dissolve')}
              aria-label={t('portal.labelled', { label: t('portal.identity.dissolve'), text: name })}
            >
              {t('portal.identity.dissolve')}
            </Button>
          </span>
        ) : (
          <StateTag tone="off">{t('portal.identity.dissolved')}</StateTag>
        )}
      </div>
      {names ? <OtherNames names={names} /> : null}
      <div className="row small soft" style={{ columnGap: 16 }}>
        <span className="code">{uscc}</span>
        <bdi>{regions.find(({ code }) => code === regionCode)?.name ?? regionCode}</bdi>
        {formerNames.length > 0 ? <span>{t('portal.identity.formerly', { names: formerNames.join(' / ') })}</span> : null}
        {dissolved === null ? null : (
          <span>{t('portal.identity.dissolved-by', { day: dissolved.on, document: dissolved.documentNumber })}</span>
        )}
        {dissolved?.successorId ? <Successor id={dissolved.successorId} /> : null}
      </div>
    </li>
  );
}

function OtherNames({ names: { nameUg, nameEn, ugReviewed } }: { names: TranslatedNames }) {
  return (
    <div className="row" style={{ columnGap: 16 }}>
      {nameUg === null ? null : (
        <span className="row">
          <bdi lang="ug">{nameUg}</bdi>
          <ReadingMark mark={ugReviewed ? 'reviewed' : 'unreviewed'} />
        </span>
      )}
      {nameEn === null ? null : <bdi lang="en">{nameEn}</bdi>}
    </div>
  );
}

function Successor({ id }: { id: string }) {
  const { t } = useWords();
  const successor = useAnswer(readOrganisation, { params: { orgId: id } });
  const name = successor.data?.answer.name;
  return name === undefined ? null : <span>{t('portal.identity.merged-into', { name })}</span>;
}
