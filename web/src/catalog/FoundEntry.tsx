import type { EntrySummary, Match } from '@karez/contract/catalog/answers';
import { Link } from 'react-router';
import { day } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { OrganisationName } from '../client/OrganisationName.tsx';
import { paths } from '../paths.ts';
import { StateTag } from '../ui/StateTag.tsx';
import { ListingTag } from './listing/ListingTag.tsx';
import { Highlight } from './Highlight.tsx';
import { EntryStateTag, SampleTag, ShareTypeTag, StageTag } from './tags.tsx';
import { ReadingMark } from './translation/ReadingMark.tsx';
import { scriptOf } from './translation/translation-words.tsx';
import type { Names } from './use-names.ts';

const twoLines = { display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden' } as const;

/** One line of the result list: what it is, whose, how it is shared, and why it was found. */
export function FoundEntry({ entry, names }: { entry: EntrySummary; names: Names }) {
  // Name and summary show their marks where they stand; in another form than was typed they also say in which.
  const elsewhere = entry.matches.filter((match) => match.by !== 'text' || (match.field !== 'name' && match.field !== 'abstract'));
  return (
    <li style={{ borderBlockEnd: '1px solid #f0ebe0', paddingBlock: 14 }}>
      <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between', alignItems: 'flex-start' }}>
        <Link to={paths.entry(entry.id)} style={{ fontSize: 16, fontWeight: 600, minInlineSize: 0, overflowWrap: 'anywhere' }}>
          <FoundName entry={entry} />
        </Link>
        <FoundTags entry={entry} />
      </div>
      <FoundFacts entry={entry} names={names} />
      <FoundAbstract entry={entry} />
      {elsewhere.length > 0 ? <FoundElsewhere matches={elsewhere} /> : null}
    </li>
  );
}

/** The summary in the reader's language with its mark; the Chinese one where it is not translated, or where the words were found in it. */
function FoundAbstract({ entry: { abstract, matches, translation } }: { entry: EntrySummary }) {
  const found = matches.find((match) => match.field === 'abstract');
  const translated = found ? null : (translation?.abstract ?? null);
  if (translated !== null && translation !== null)
    return (
      <div style={twoLines}>
        <ReadingMark mark={translated.mark} /> <bdi {...scriptOf(translation.language)}>{translated.text}</bdi>
      </div>
    );
  if (abstract === '') return null;
  return (
    <div style={twoLines}>
      <bdi lang="zh">{found ? <Highlight text={found.text} ranges={found.ranges} /> : abstract}</bdi>
    </div>
  );
}

/** The name in the reader's language with its mark, always with the Chinese one, whose found places are marked. */
function FoundName({ entry: { matches, name, translation } }: { entry: EntrySummary }) {
  const inName = matches.find((match) => match.field === 'name');
  const chinese = <bdi lang="zh">{inName ? <Highlight text={inName.text} ranges={inName.ranges} /> : name}</bdi>;
  if (!translation?.name) return chinese;
  return (
    <span className="row">
      <bdi {...scriptOf(translation.language)}>{translation.name.text}</bdi>
      <ReadingMark mark={translation.name.mark} />
      <span style={{ fontWeight: 400 }}>{chinese}</span>
    </span>
  );
}

function FoundTags({ entry }: { entry: EntrySummary }) {
  const { t } = useWords();
  const isOnItsWay = entry.stage !== null && entry.stage !== 'effective' && entry.stage !== 'imported';
  return (
    <span className="row" style={{ flexShrink: 0, justifyContent: 'flex-end', maxInlineSize: '50%' }}>
      {entry.standingConsent ? <StateTag tone="ok">{t('portal.catalog.at-once')}</StateTag> : null}
      <ListingTag listing={entry.listing} />
      {entry.shareType === null ? null : <ShareTypeTag shareType={entry.shareType} />}
      {entry.state === 'published' || (entry.state === 'unpublished' && isOnItsWay) ? null : <EntryStateTag state={entry.state} />}
      {entry.stage !== null && isOnItsWay ? <StageTag stage={entry.stage} /> : null}
    </span>
  );
}

/** Facts in one small line; what the entry does not state is left out. */
function FoundFacts({ entry, names }: { entry: EntrySummary; names: Names }) {
  const { t } = useWords();
  const facts = [
    entry.updateCycle && t('portal.catalog.updated', { cycle: t(`catalog.update-cycle.${entry.updateCycle}`) }),
    entry.formatClass && t(`catalog.format-class.${entry.formatClass}`),
    entry.itemCount > 0 && t('portal.catalog.item-count', { count: entry.itemCount }),
    entry.publishedOn && t('portal.catalog.published-on', { day: day(entry.publishedOn) }),
    entry.promisedOn && t('portal.listing.promised-on', { day: day(entry.promisedOn) }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <div className="row soft small" style={{ columnGap: 12, rowGap: 2, paddingBlock: 4 }}>
      <OrganisationName id={entry.provider.organisationId} name={entry.provider.name} />
      <bdi>{names.region(entry.provider.regionCode)}</bdi>
      {entry.provider.sample ? <SampleTag /> : null}
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      {entry.resourceCode ? <span className="code small">{entry.resourceCode}</span> : null}
    </div>
  );
}

function foundWhere(t: ReturnType<typeof useWords>['t'], { field, by }: Match): string {
  const where = t(`portal.catalog.match.${field}`);
  if (by === 'text') return t('portal.catalog.found-in', { field: where });
  return t('portal.catalog.found-by', { field: where, form: t(`portal.catalog.match-by.${by}`) });
}

function FoundElsewhere({ matches }: { matches: readonly Match[] }) {
  const { t } = useWords();
  return (
    <div className="row small" style={{ columnGap: 16, rowGap: 2, paddingBlockStart: 4 }}>
      {matches.map((match) => (
        <span key={`${match.field} ${match.text}`} style={{ overflowWrap: 'anywhere' }}>
          <span className="soft">{foundWhere(t, match)}</span>
          <bdi>
            <Highlight text={match.text} ranges={match.ranges} />
          </bdi>
        </span>
      ))}
    </div>
  );
}
