import type { Proposal } from '@karez/contract/sharing/schemas';
import { Button, Form } from 'antd';
import { useWords } from '../client/language.tsx';
import { ArticlePicker } from '../law/ArticlePicker.tsx';

type Basis = Proposal['basis'];

/** The articles of the law register that something rests on: found, added, taken away. */
export function CitedArticles({
  label,
  extra,
  cited,
  onCited,
  required = false,
}: {
  label: string;
  extra: string;
  cited: Basis;
  onCited: (next: Basis) => void;
  required?: boolean;
}) {
  const { t } = useWords();
  return (
    <Form.Item label={label} extra={extra} required={required}>
      <ArticlePicker onPick={(article) => onCited([...cited, article])} />
      <ul style={{ paddingInlineStart: 20 }}>
        {cited.map((one, place) => (
          <li key={`${one.articleId ?? one.title} ${one.article}`}>
            {t('portal.cited', { title: one.title, docNo: one.docNo, article: one.article })}{' '}
            <Button type="link" size="small" onClick={() => onCited(cited.filter((_one, index) => index !== place))}>
              {t('portal.delete')}
            </Button>
          </li>
        ))}
      </ul>
    </Form.Item>
  );
}
