import { categoryName, listCategories } from '@karez/contract/catalog';
import { listBusinessSystems } from '@karez/contract/identity/machines';
import { Select, TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { ChoiceField, Labelled, TextField, type Editing } from './fields.tsx';
import { clearable } from '../client/clearable.tsx';

const SYSTEMS_MAX = 100;
/** A full code 类1 + 项2 + 目3: what an entry is classified by. */
const LEAF_DIGITS = 6;

type Node = { value: string; title: string; selectable: boolean; children: Node[] };

/** The classification as a tree of which only the 目 can be chosen. */
function useCategoryTree(): Node[] {
  const { language } = useWords();
  const categories = useAnswer(listCategories, {}).data?.answer.items;
  return useMemo(() => {
    const nodes = new Map<string, Node>();
    for (const category of categories ?? [])
      nodes.set(category.code, {
        value: category.code,
        title: `${category.code} ${categoryName(category, language)}`,
        selectable: category.code.length === LEAF_DIGITS,
        children: [],
      });
    const roots: Node[] = [];
    for (const { code, parent } of categories ?? []) {
      const node = nodes.get(code);
      if (node) (parent === null ? roots : (nodes.get(parent)?.children ?? roots)).push(node);
    }
    return roots;
  }, [categories, language]);
}

/** The one primary classification. */
export function CategoryField({ edit }: { edit: Editing }) {
  const { t } = useWords();
  const tree = useCategoryTree();
  const { draft, set } = edit;
  return (
    <Labelled edit={edit} field="category" must>
      <TreeSelect<string>
        aria-labelledby="label-category"
        showSearch={{ treeNodeFilterProp: 'title' }}
        allowClear={clearable(t)}
        style={{ inlineSize: '100%' }}
        placeholder={t('portal.catalog.choose')}
        treeData={tree}
        {...(draft.category === null ? {} : { value: draft.category })}
        onChange={(code: string | undefined) => set(() => ({ category: code ?? null }))}
      />
    </Labelled>
  );
}

/** What the resource is, where it belongs, what it is linked with. */
export function BasicsSection({ edit }: { edit: Editing }) {
  const { t } = useWords();
  const tree = useCategoryTree();
  const systems = useAnswer(listBusinessSystems, { query: { limit: SYSTEMS_MAX } }).data?.answer.items ?? [];
  const { draft, set } = edit;
  return (
    <div className="fields">
      <TextField edit={edit} field="name" max={128} must wide hint={t('portal.catalog.hint.name')} />
      <TextField edit={edit} field="abstract" max={2000} rows={4} must wide hint={t('portal.catalog.hint.abstract')} />
      <CategoryField edit={edit} />
      <Labelled edit={edit} field="otherCategories">
        <TreeSelect<string[]>
          aria-labelledby="label-otherCategories"
          multiple
          showSearch={{ treeNodeFilterProp: 'title' }}
          allowClear={clearable(t)}
          style={{ inlineSize: '100%' }}
          treeData={tree}
          maxCount={10}
          value={draft.otherCategories}
          onChange={(codes) => set(() => ({ otherCategories: codes }))}
        />
      </Labelled>
      <TextField edit={edit} field="providerSubUnit" max={64} />
      <ChoiceField
        edit={edit}
        field="systemId"
        options={systems.map((system) => ({ value: system.id, label: system.name }))}
        hint={t('portal.catalog.hint.systemId')}
      />
      <ListField edit={edit} field="relatedMatters" max={50} />
      <ListField edit={edit} field="relatedCodes" max={50} />
      <TextField edit={edit} field="nameUg" max={256} wide />
      <TextField edit={edit} field="abstractUg" max={4000} rows={3} wide />
    </div>
  );
}

function ListField({ edit, field, max }: { edit: Editing; field: 'relatedMatters' | 'relatedCodes'; max: number }) {
  const { t } = useWords();
  return (
    <Labelled edit={edit} field={field} hint={t('portal.catalog.hint.list')}>
      <Select
        mode="tags"
        open={false}
        suffixIcon={null}
        maxCount={max}
        aria-labelledby={`label-${field}`}
        style={{ inlineSize: '100%' }}
        value={edit.draft[field]}
        onChange={(values: string[]) => edit.set(() => ({ [field]: values }))}
      />
    </Labelled>
  );
}
