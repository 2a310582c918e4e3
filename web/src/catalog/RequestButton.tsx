import type { Entry } from '@karez/contract/catalog/answers';
import { startApplication } from '@karez/contract/sharing';
import { Button, Tooltip } from 'antd';
import { useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { useMe, usePower } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { BackflowButton } from '../sharing/backflow/BackflowButton.tsx';
import { EntryTemplates } from '../sharing/template/EntryTemplates.tsx';
import { EarlierButton } from '../sharing/reuse/EarlierButton.tsx';

/** Why the entry cannot be asked for by this reader, in words; `null` when it can. */
function useReason(entry: Entry): string | null {
  const { t } = useWords();
  const me = useMe();
  const applies = usePower('sharing.apply');
  if (entry.provider.organisationId === me.organisation.id) return t('refusal.sharing.application.own-entry');
  if (entry.provider.sample) return t('portal.catalog.sample-not-requestable');
  if (entry.state !== 'published' && entry.state !== 'change-pending') return t('refusal.sharing.entry.not-requestable');
  // A denied entry shows others its reason and basis only.
  if (entry.denial !== null && (entry.live === null || entry.live.content.shareType === 'denied'))
    return t('refusal.sharing.entry.denied', { basis: entry.denial.reason });
  return applies ? null : t('portal.catalog.applicant-only', { role: t('identity.role.APPLICANT') });
}

/** Items that the address names: `?items=1,4`, as the notice of a cited source does. */
function itemsAsked(text: string | null): number[] {
  const asked = (text ?? '').split(',').map(Number);
  return asked.filter((no) => Number.isInteger(no) && no > 0 && no < 10_000).slice(0, 500);
}

/** 申请共享: opens a draft application and goes there; closed, it says why. */
export function RequestButton({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const reason = useReason(entry);
  const [search] = useSearchParams();
  const itemNos = itemsAsked(search.get('items'));
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(startApplication, ['sharing.']);
  const start = () =>
    deed.mutate(
      { body: { entryId: entry.id, itemNos }, key: key.current },
      { onSuccess: ({ answer }) => void navigate(paths.application(answer.id)) },
    );
  const words = t('portal.catalog.request');
  if (reason !== null) {
    return (
      <div>
        <Tooltip title={reason}>
          <span tabIndex={0} aria-label={`${words}: ${reason}`}>
            <Button block size="large" disabled>
              {words}
            </Button>
          </span>
        </Tooltip>
        <div className="small soft" style={{ paddingBlockStart: 6 }}>
          {reason}
        </div>
      </div>
    );
  }
  return (
    <div>
      <Button type="primary" size="large" block loading={deed.isPending} onClick={start}>
        {words}
      </Button>
      <div className="small soft" style={{ paddingBlockStart: 6 }}>
        {entry.standingConsent?.open
          ? t('portal.catalog.answer-at-once')
          : t(`portal.catalog.answer-in.${entry.live?.content.shareType === 'conditional' ? 'conditional' : 'unconditional'}`)}
      </div>
      <BackflowButton entry={entry} />
      <EntryTemplates entryId={entry.id} />
      <EarlierButton entryId={entry.id} />
      {deed.error ? <Trouble error={deed.error} /> : null}
    </div>
  );
}
