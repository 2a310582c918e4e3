import { languageFacts, languages, type Language } from '@karez/contract/wording';
import { Select } from 'antd';
import { useWords } from '../../client/language.tsx';

type Choosing = { readonly value?: Language; readonly onChange?: (language: Language) => void; readonly isBusy?: boolean };

/** The language of mails; a form may hold it. */
export function LanguageSelect({ value, onChange, isBusy = false, ...rest }: Choosing) {
  const { t } = useWords();
  return (
    <Select<Language>
      {...rest}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      loading={isBusy}
      aria-label={t('portal.mail.language')}
      style={{ inlineSize: 200 }}
      options={languages.map((language) => ({
        value: language,
        label: <span lang={languageFacts[language].tag}>{t(`portal.language.${language}`)}</span>,
      }))}
    />
  );
}
