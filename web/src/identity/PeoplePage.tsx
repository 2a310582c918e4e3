import { endPost, listPeople, readOrganisation, resetCredentials, unlockPerson } from '@karez/contract/identity';
import { UserAddOutlined } from '@ant-design/icons';
import { App, Button, Card, Dropdown, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { dayAndTime } from '../client/dates.ts';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { useMe, usePower } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { FirstPassword } from './FirstPassword.tsx';
import { NamePersonDialog } from './NamePersonDialog.tsx';
import type { Given, Organisation, Person } from './person.ts';
import { PostTag } from './PostTag.tsx';
import { ProposePostDialog } from './ProposePostDialog.tsx';
import { pages } from '../client/pages.ts';

/** People of one's own department and the posts they hold. */
export function PeoplePage() {
  const { t } = useWords();
  const orgId = useMe().organisation.id;
  const people = useAnswer(listPeople, { params: { orgId } });
  const organisation = useAnswer(readOrganisation, { params: { orgId } });
  const [naming, setNaming] = useState(false);
  const [given, setGiven] = useState<Given | null>(null);
  const unit = organisation.data?.answer;
  return (
    <>
      <PageHead
        title={t('portal.menu.people')}
        purpose={t('portal.identity.people-purpose')}
        actions={
          unit ? (
            <DeedButton
              allowed={unit.allowed}
              action="namePerson"
              type="primary"
              icon={<UserAddOutlined />}
              onClick={() => setNaming(true)}
            >
              {t('portal.identity.person.name')}
            </DeedButton>
          ) : null
        }
      />
      <Card>
        <Loaded query={people}>{({ answer }) => <PeopleTable people={answer.items} organisation={unit} onGiven={setGiven} />}</Loaded>
      </Card>
      {naming && unit ? (
        <NamePersonDialog
          organisation={unit}
          onClose={() => setNaming(false)}
          onNamed={(named) => {
            setNaming(false);
            setGiven(named);
          }}
        />
      ) : null}
      {given ? <FirstPassword given={given} onClose={() => setGiven(null)} /> : null}
    </>
  );
}

type Shown = { people: readonly Person[]; organisation: Organisation | undefined; onGiven: (given: Given) => void };

function PeopleTable({ people, organisation, onGiven }: Shown) {
  const { t } = useWords();
  const columns: TableColumnsType<Person> = [
    {
      title: t('portal.identity.person.title'),
      width: 190,
      render: (_value, person) => (
        <>
          {person.title}
          <div className="small soft code">{person.account}</div>
        </>
      ),
    },
    { title: t('portal.identity.person.posts'), render: (_value, person) => <Posts person={person} /> },
    {
      title: t('portal.identity.person.second-factor'),
      width: 104,
      render: (_value, person) => (
        <StateTag tone={person.secondFactorEnrolled ? 'ok' : 'warn'}>
          {t(person.secondFactorEnrolled ? 'portal.identity.person.enrolled' : 'portal.identity.person.not-enrolled')}
        </StateTag>
      ),
    },
    { title: t('portal.identity.state'), width: 150, render: (_value, person) => <PersonState person={person} /> },
    {
      title: t('portal.identity.deeds'),
      width: 220,
      render: (_value, person) => <PersonDeeds person={person} organisation={organisation} onGiven={onGiven} />,
    },
  ];
  return (
    <Table<Person>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...people]}
      pagination={pages(t, 20)}
      {...(people.length > 0 ? { scroll: { x: 960 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.identity.person.none')} /> }}
    />
  );
}

function PersonState({ person }: { person: Person }) {
  const { t } = useWords();
  if (person.lockedUntil)
    return <StateTag tone="danger">{t('portal.identity.person.locked', { until: dayAndTime(person.lockedUntil) })}</StateTag>;
  return <StateTag tone={person.state === 'active' ? 'ok' : 'off'}>{t(`identity.person-state.${person.state}`)}</StateTag>;
}

/** Posts of a person; whoever names people may end one from its menu. */
function Posts({ person }: { person: Person }) {
  const { t } = useWords();
  const { modal, message } = App.useApp();
  const orgId = useMe().organisation.id;
  const names = usePower('identity.name-people');
  const end = useDeed(endPost, ['identity.']);
  const showRefusal = (error: Error) => {
    void modal.error({ title: t('portal.identity.post.end'), content: <Trouble error={error} />, okText: t('portal.close') });
  };
  const ask = (postId: string, role: string) =>
    void modal.confirm({
      title: t('portal.identity.post.end-name', { person: person.title, role: t(`identity.role.${role}`) }),
      content: t('portal.identity.post.end-says'),
      okText: t('portal.identity.post.end'),
      okButtonProps: { danger: true },
      cancelText: t('portal.cancel'),
      onOk: () => end.mutate({ params: { postId } }, { onSuccess: () => void message.success(t('portal.done')), onError: showRefusal }),
    });
  const standing = person.posts.filter((post) => post.state === 'confirmed' || post.state === 'proposed');
  return (
    <span className="row">
      {standing.map((post) =>
        names && post.orgId === orgId ? (
          <Dropdown
            key={post.id}
            trigger={['click']}
            menu={{ items: [{ key: 'end', danger: true, label: t('portal.identity.post.end') }], onClick: () => ask(post.id, post.role) }}
          >
            <Button
              type="text"
              size="small"
              style={{ paddingInline: 0 }}
              aria-label={t('portal.identity.post.deeds', { role: t(`identity.role.${post.role}`) })}
            >
              <PostTag post={post} elsewhere={false} />
            </Button>
          </Dropdown>
        ) : (
          <PostTag key={post.id} post={post} elsewhere={post.orgId !== orgId} />
        ),
      )}
    </span>
  );
}

function PersonDeeds({
  person,
  organisation,
  onGiven,
}: {
  person: Person;
  organisation: Organisation | undefined;
  onGiven: (given: Given) => void;
}) {
  const { t } = useWords();
  const { modal, message } = App.useApp();
  const [proposing, setProposing] = useState(false);
  const unlock = useDeed(unlockPerson, ['identity.']);
  const reset = useDeed(resetCredentials, ['identity.']);
  const params = { personId: person.id };
  const unlocks = person.allowed['unlock']?.allowed === true;
  const askReset = () =>
    void modal.confirm({
      title: t('portal.identity.person.reset-name', { person: person.title }),
      content: t('portal.identity.person.reset-says'),
      okText: t('portal.identity.person.reset'),
      cancelText: t('portal.cancel'),
      onOk: () =>
        reset.mutate({ params }, { onSuccess: ({ answer }) => onGiven({ account: person.account, password: answer.initialPassword }) }),
    });
  return (
    <span className="row">
      <DeedButton allowed={person.allowed} action="proposePost" onClick={() => setProposing(true)}>
        {t('portal.identity.post.propose')}
      </DeedButton>
      {unlocks && person.lockedUntil ? (
        <Button
          loading={unlock.isPending}
          onClick={() => unlock.mutate({ params }, { onSuccess: () => void message.success(t('portal.done')) })}
        >
          {t('portal.identity.person.unlock')}
        </Button>
      ) : null}
      {unlocks ? (
        <Button loading={reset.isPending} onClick={askReset}>
          {t('portal.identity.person.reset')}
        </Button>
      ) : null}
      {proposing && organisation ? (
        <ProposePostDialog organisation={organisation} person={person} onClose={() => setProposing(false)} />
      ) : null}
    </span>
  );
}
