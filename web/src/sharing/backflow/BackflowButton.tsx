import type { Entry } from '@karez/contract/catalog/answers';
import { startApplication } from '@karez/contract/sharing';
import { Button } from 'antd';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { useMe } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { liesUnder } from './rows-text.ts';

/** 回流订阅: opens a draft for the rows of the own region; stands only where rows say their region, and ours lies under the provider's (809-24). */
export function BackflowButton({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { regionCode } = useMe().organisation;
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(startApplication, ['sharing.']);
  const regionItemNo = entry.live?.content.regionItemNo ?? null;
  if (regionItemNo === null || !liesUnder(regionCode, entry.provider.regionCode)) return null;
  const start = () =>
    deed.mutate(
      { body: { entryId: entry.id, itemNos: [], backflow: true }, key: key.current },
      { onSuccess: ({ answer }) => void navigate(paths.application(answer.id)) },
    );
  return (
    <div style={{ paddingBlockStart: 8 }}>
      <Button block loading={deed.isPending} onClick={start}>
        {t('portal.backflow.request')}
      </Button>
      <div className="small soft" style={{ paddingBlockStart: 6 }}>
        {t('portal.backflow.hint')}
      </div>
      {deed.error ? <Trouble error={deed.error} /> : null}
    </div>
  );
}
