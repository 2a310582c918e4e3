import { languageFacts, languages, withoutIsolates, type Language } from '@karez/contract/wording';
import { App, Select, Tag } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';

/** The languages of the portal, each in its own words; one whose words no native reader has seen yet is marked as a trial. */
export function LanguageChoice() {
  const { t, language, setLanguage } = useWords();
  const { message } = App.useApp();
  const [isFetching, setFetching] = useState(false);
  const choose = async (next: Language) => {
    setFetching(true);
    try {
      await setLanguage(next);
    } catch {
      void message.error(t('portal.language.not-fetched'));
    }
    setFetching(false);
  };
  return (
    <Select<Language>
      aria-label={t('portal.language')}
      value={language}
      loading={isFetching}
      onChange={(next) => void choose(next)}
      options={languages.map((one) => ({
        value: one,
        title: withoutIsolates(t(`portal.language.${one}`)),
        label: <Name language={one} />,
      }))}
      labelRender={({ value }) => languages.find((one) => one === value) && t(`portal.language.${String(value)}`)}
      popupMatchSelectWidth={false}
      variant="borderless"
      style={{ minInlineSize: 96 }}
    />
  );
}

function Name({ language }: { language: Language }) {
  const { t } = useWords();
  const { tag, direction, reviewed } = languageFacts[language];
  return (
    <span className="row" style={{ flexWrap: 'nowrap' }}>
      <bdi lang={tag} dir={direction}>
        {t(`portal.language.${language}`)}
      </bdi>
      {reviewed ? null : <Tag color="warning">{t('portal.language.trial')}</Tag>}
    </span>
  );
}
