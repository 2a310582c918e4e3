import { useWords } from '../client/language.tsx';

/** The code of an entry under its name; that it has none yet is said in words, which no font for codes can join. */
export function ResourceCode({ code }: { code: string | null }) {
  const { t } = useWords();
  return <div className="small soft">{code === null ? t('portal.catalog.code-later') : <bdi className="code">{code}</bdi>}</div>;
}
