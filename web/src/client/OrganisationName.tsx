import { listOrganisationNames } from '@karez/contract/identity/organisation-names';
import { languageFacts } from '@karez/contract/wording';
import { useWords } from './language.tsx';
import { nameIn } from './name-in.ts';
import { useAnswer } from './queries.ts';

/** An organisation's name in the reader's language, isolated; its Chinese name where it has none (91-7.1.1). */
export function OrganisationName({ id, name }: { id: string | null; name: string }) {
  const { language } = useWords();
  const known = useAnswer(listOrganisationNames, {}, { enabled: language !== 'zh' }).data?.answer.items;
  const shown = nameIn(
    language,
    name,
    known?.find(({ orgId }) => orgId === id),
  );
  return <bdi lang={languageFacts[shown.language].tag}>{shown.text}</bdi>;
}
