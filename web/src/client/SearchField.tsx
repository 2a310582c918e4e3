import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons';
import { Input, type GetProps } from 'antd';
import { useWords } from './language.tsx';

/** A field to search with, whose two icons have names for whoever does not see them. */
export function SearchField(given: Omit<GetProps<typeof Input.Search>, 'allowClear' | 'searchIcon'>) {
  const { t } = useWords();
  return (
    <Input.Search
      allowClear={{ clearIcon: <CloseCircleFilled aria-label={t('portal.clear')} /> }}
      searchIcon={<SearchOutlined aria-label={t('portal.find')} />}
      {...given}
    />
  );
}
