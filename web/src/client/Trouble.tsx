import { Alert, Button } from 'antd';
import { ProblemError } from './problem-error.ts';
import { useWords } from './language.tsx';

/** An error in words: what is wrong, on which field, under which rule, what to do next; never a bare code. */
export function Trouble({ error, again }: { error: Error; again?: (() => void) | undefined }) {
  const { t } = useWords();
  const problem = error instanceof ProblemError ? error.problem : null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={problem ? problem.title : t('portal.unreachable')}
      description={
        <>
          {problem?.detail ? <div>{problem.detail}</div> : null}
          {problem && problem.fields.length > 0 ? (
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {problem.fields.map((field) => (
                <li key={`${field.path} ${field.code}`}>
                  {t('portal.labelled', { label: field.path.replace(/^\/body\//, ''), text: field.title })}
                </li>
              ))}
            </ul>
          ) : null}
          {problem?.evidence ? <div className="small soft">{t('portal.evidence-no', { no: problem.evidence })}</div> : null}
        </>
      }
      action={again ? <Button onClick={again}>{t('portal.again')}</Button> : undefined}
    />
  );
}
