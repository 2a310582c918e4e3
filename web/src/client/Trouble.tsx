import type { Problem } from '@karez/contract/route';
import { Alert, Button } from 'antd';
import { ProblemError } from './problem-error.ts';
import { useWords } from './language.tsx';

type Troubling = {
  error: Error;
  again?: (() => void) | undefined;
  /** Whether a wrong place is told elsewhere already, at its field. */
  isTold?: (path: string) => boolean;
};

/** An error in words: what is wrong, on which field, under which rule, what to do next; never a bare code. */
export function Trouble({ error, again, isTold = () => false }: Troubling) {
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
          {problem ? <WrongPlaces places={problem.fields.filter(({ path }) => !isTold(path))} /> : null}
          {problem?.evidence ? <div className="small soft">{t('portal.evidence-no', { no: problem.evidence })}</div> : null}
        </>
      }
      action={again ? <Button onClick={again}>{t('portal.again')}</Button> : undefined}
    />
  );
}

function WrongPlaces({ places }: { places: Problem['fields'] }) {
  const { t } = useWords();
  if (places.length === 0) return null;
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {places.map((field) => (
        <li key={`${field.path} ${field.code}`}>
          {/* What has a row number for its place says the row in its own words. */}
          {/^\d+\//.test(field.path)
            ? field.title
            : t('portal.labelled', { label: field.path.replace(/^\/body\//, ''), text: field.title })}
        </li>
      ))}
    </ul>
  );
}
