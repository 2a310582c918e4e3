import { readOrganisation } from '@karez/contract/identity';
import { listOrganisationNames } from '@karez/contract/identity/organisation-names';
import type { AnswerOf } from '@karez/contract/route';
import { Card, Tag } from 'antd';
import { useState } from 'react';
import { ReadingMark } from '../catalog/translation/ReadingMark.tsx';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { OrganisationName } from '../client/OrganisationName.tsx';
import { useAnswer } from '../client/queries.ts';
import { useMe, usePower } from '../client/session.tsx';
import { useRegions } from '../client/use-regions.ts';
import { Facts } from '../ui/Facts.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { FiledDocuments } from './FiledDocuments.tsx';
import { MissingDocuments } from './MissingDocuments.tsx';
import { SharingOfficeDialog } from './SharingOfficeDialog.tsx';

type Organisation = AnswerOf<typeof readOrganisation>;

/** One's own unit: its facts, its sharing office, and the rules and designations it has to file. */
export function OrganisationPage() {
  const orgId = useMe().organisation.id;
  const organisation = useAnswer(readOrganisation, { params: { orgId } });
  return <Loaded query={organisation}>{({ answer }) => <ShownOrganisation organisation={answer} />}</Loaded>;
}

function ShownOrganisation({ organisation }: { organisation: Organisation }) {
  const { t } = useWords();
  const oversees = usePower('identity.documents-oversee');
  const regions = useRegions();
  const regionOf = (code: string) => regions.find((region) => region.code === code)?.name ?? code;
  const otherNames = useOtherNames(organisation);
  return (
    <>
      <PageHead
        title={<OrganisationName id={organisation.id} name={organisation.name} />}
        purpose={t('portal.identity.organisation-purpose')}
      />
      <div className="columns">
        <div className="stack" style={{ minInlineSize: 0 }}>
          <Card title={t('portal.identity.organisation-facts')}>
            <Facts
              facts={[
                ...otherNames,
                { label: t('portal.identity.organisation.short-name'), value: organisation.shortName },
                { label: t('portal.identity.organisation.type'), value: t(`identity.organisation-type.${organisation.type}`) },
                { label: t('portal.identity.organisation.uscc'), value: <span className="code">{organisation.uscc}</span> },
                { label: t('portal.identity.organisation.region'), value: regionOf(organisation.regionCode) },
                { label: t('portal.identity.organisation.former-names'), value: organisation.formerNames.join(' / '), wide: true },
                {
                  label: t('portal.identity.organisation.authority-of'),
                  value: organisation.authorityOf.map(regionOf).join(' / '),
                  wide: true,
                },
              ]}
            />
          </Card>
          <FiledDocuments organisation={organisation} />
          {oversees ? <MissingDocuments /> : null}
        </div>
        <aside className="stack">
          <OfficeCard organisation={organisation} />
          <Card size="small" title={t('portal.identity.organisation.divisions')}>
            {organisation.divisions.length === 0 ? <span className="soft">{t('portal.none')}</span> : null}
            <span className="row">
              {organisation.divisions.map((division) => (
                <Tag key={division.id} style={{ marginInlineEnd: 0 }}>
                  {division.name}
                </Tag>
              ))}
            </span>
          </Card>
        </aside>
      </div>
    </>
  );
}

/** What the unit is called in Chinese, Uyghur and English, once it has names beside the Chinese one. */
function useOtherNames({ id, name }: Organisation) {
  const { t } = useWords();
  const names = useAnswer(listOrganisationNames, {}).data?.answer.items.find(({ orgId }) => orgId === id);
  if (names === undefined) return [];
  const uyghur = (
    <span className="row">
      <bdi lang="ug">{names.nameUg}</bdi>
      <ReadingMark mark={names.ugReviewed ? 'reviewed' : 'unreviewed'} always />
    </span>
  );
  return [
    { label: t('portal.identity.name-zh'), value: <bdi lang="zh">{name}</bdi>, wide: true },
    ...(names.nameUg === null ? [] : [{ label: t('portal.identity.name-ug'), value: uyghur, wide: true }]),
    ...(names.nameEn === null ? [] : [{ label: t('portal.identity.name-en'), value: <bdi lang="en">{names.nameEn}</bdi>, wide: true }]),
  ];
}

function OfficeCard({ organisation }: { organisation: Organisation }) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  const office = organisation.sharingOffice;
  return (
    <Card
      size="small"
      title={t('portal.identity.office')}
      extra={
        <DeedButton allowed={organisation.allowed} action="setSharingOffice" type="link" onClick={() => setEditing(true)}>
          {t('portal.edit')}
        </DeedButton>
      }
    >
      <Facts
        columns={1}
        facts={[
          { label: t('portal.identity.office.name'), value: office?.name ?? t('portal.identity.office.unnamed') },
          { label: t('portal.identity.office.head'), value: office?.headTitle ?? t('portal.identity.office.unnamed') },
        ]}
      />
      {editing ? <SharingOfficeDialog orgId={organisation.id} office={office} onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}
