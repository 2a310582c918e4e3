import type { Proposal } from '@karez/contract/sharing/schemas';
import { Button, Form, Select } from 'antd';
import { useWords } from '../client/language.tsx';
import { ArticlePicker } from '../law/ArticlePicker.tsx';

type Basis = Proposal['basis'];
type Refusing = { grounds: readonly string[]; basis: Basis; onBasis: (next: Basis) => void };

/** Why a side refuses: one of the grounds that the rule set knows, and the articles that carry it. */
export function RefusalBasis({ grounds, basis, onBasis }: Refusing) {
  const { t } = useWords();
  return (
    <>
      <Form.Item name="ground" label={t('portal.sharing.ground')} rules={[{ required: true, message: t('field.required') }]}>
        <Select options={grounds.map((ground) => ({ value: ground, label: t(`sharing.ground.${ground}`) }))} />
      </Form.Item>
      <Form.Item label={t('portal.sharing.basis')} extra={t('portal.sharing.basis-why')}>
        <ArticlePicker onPick={(cited) => onBasis([...basis, cited])} />
        <ul style={{ paddingInlineStart: 20 }}>
          {basis.map((one, place) => (
            <li key={`${one.articleId ?? one.title} ${one.article}`}>
              {t('portal.cited', { title: one.title, docNo: one.docNo, article: one.article })}{' '}
              <Button type="link" size="small" onClick={() => onBasis(basis.filter((_one, index) => index !== place))}>
                {t('portal.delete')}
              </Button>
            </li>
          ))}
        </ul>
      </Form.Item>
    </>
  );
}
