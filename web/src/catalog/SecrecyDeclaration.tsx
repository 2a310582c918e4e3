import { secrecyDeclarationSchema, type SecrecyDeclaration } from '@karez/contract/catalog/content';
import { Alert, Card, Radio } from 'antd';
import { useWords } from '../client/language.tsx';

type Declaring = { declared: SecrecyDeclaration | null; onDeclare: (next: SecrecyDeclaration) => void };

/** 保密声明, chosen anew each time and never preselected (809-3): secrets do not enter, and none of their text is kept. */
export function SecrecyDeclarationCard({ declared, onDeclare }: Declaring) {
  const { t } = useWords();
  return (
    <Card size="small" title={t('portal.catalog.declaration')}>
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t('portal.catalog.declaration-why')}
      </p>
      <Radio.Group
        aria-label={t('portal.catalog.declaration')}
        value={declared}
        onChange={(event) => onDeclare(secrecyDeclarationSchema.parse(event.target.value))}
        options={secrecyDeclarationSchema.options.map((value) => ({ value, label: t(`portal.catalog.declaration.${value}`) }))}
      />
      {declared !== null && declared !== 'not-secret' ? (
        <Alert
          style={{ marginBlockStart: 12 }}
          type="error"
          showIcon
          role="alert"
          title={t('refusal.catalog.entry.secret', { declaration: declared })}
          description={t('refusal.catalog.entry.secret.detail')}
        />
      ) : null}
    </Card>
  );
}
