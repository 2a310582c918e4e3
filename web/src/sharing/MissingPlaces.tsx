import type { Application } from '@karez/contract/sharing/schemas';
import { useWords } from '../client/language.tsx';

type Places = Application['missing'];

/** Those missing places of a draft that lie under some paths. */
export function missingUnder(missing: Places, paths: readonly string[]): Places {
  return missing.filter((place) => paths.some((path) => place.path.startsWith(path)));
}

/** The name of a place without the numbers of list rows: `/useBasis/0/article` is `useBasis.article`. */
function placeName(path: string): string {
  return path.replaceAll(/\/\d+/g, '').slice(1).replaceAll('/', '.');
}

/** What a section of a draft lacks, each place by the name that `nameOf` gives it. */
export function MissingPlaces({ places, nameOf }: { places: Places; nameOf: (place: string) => string }) {
  const { t } = useWords();
  if (places.length === 0) return null;
  return (
    <ul className="small" style={{ margin: 0, paddingInlineStart: 18, color: '#8f5600' }}>
      {places.map(({ path, code }) => (
        <li key={`${path} ${code}`}>
          {t('portal.labelled', {
            label: nameOf(placeName(path)),
            text: t(`field.${code}`, { no: '', name: '', months: '', minimum: 20 }),
          })}
        </li>
      ))}
    </ul>
  );
}
