import { listTemplates, startFromTemplate } from '@karez/contract/sharing/template';
import { Button } from 'antd';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';

/** On the page of an entry: the templates that are usually used for it, each beginning an application at one press. */
export function EntryTemplates({ entryId }: { entryId: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const templates = useAnswer(listTemplates, { query: { entryId } });
  const deed = useDeed(startFromTemplate, ['sharing.']);
  const found = templates.data?.answer.items ?? [];
  const start = (templateId: string) =>
    deed.mutate(
      { params: { templateId }, body: { entryId }, key: `${key.current}${templateId.slice(-8)}` },
      { onSuccess: ({ answer }) => void navigate(paths.application(answer.id)) },
    );
  if (found.length === 0) return null;
  return (
    <div style={{ marginBlockStart: 12 }}>
      <div className="small soft">{t('portal.template.for-entry')}</div>
      {found.map(({ id, content }) => (
        <Button
          key={id}
          block
          style={{ marginBlockStart: 6, blockSize: 'auto', whiteSpace: 'normal' }}
          loading={deed.isPending}
          onClick={() => start(id)}
        >
          <bdi>{content.title}</bdi>
        </Button>
      ))}
      {deed.error ? <Trouble error={deed.error} /> : null}
    </div>
  );
}
