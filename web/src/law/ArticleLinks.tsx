import { Link } from 'react-router';
import { paths } from '../paths.ts';

/** Article numbers that lead to their texts. */
export function ArticleLinks({ ids }: { ids: readonly string[] }) {
  return (
    <span className="row" style={{ display: 'inline-flex', columnGap: 8, rowGap: 0 }}>
      {ids.map((id) => (
        <Link key={id} to={`${paths.law()}?${new URLSearchParams({ tab: 'articles', q: id }).toString()}`} className="code small">
          {id}
        </Link>
      ))}
    </span>
  );
}
