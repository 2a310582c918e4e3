import type { Application } from '@karez/contract/sharing/schemas';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';

/** Which template, in which version, an application began with: both sides read it. */
export function TemplateLine({ application: { template } }: { application: Application }) {
  const { t } = useWords();
  if (!template) return null;
  return (
    <>
      <div className="small soft" style={{ marginBlockStart: 8 }}>
        {t('portal.template.began-with')}
      </div>
      <Link to={paths.template(template.templateId)}>
        <bdi>{t('portal.template.named', { title: template.title, version: template.version })}</bdi>
      </Link>
    </>
  );
}
