import type { Proposal } from '@karez/contract/sharing/schemas';
import { Form, Select } from 'antd';
import { useWords } from '../client/language.tsx';
import { CitedArticles } from './CitedArticles.tsx';

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
      <CitedArticles label={t('portal.sharing.basis')} extra={t('portal.sharing.basis-why')} cited={basis} onCited={onBasis} />
    </>
  );
}
