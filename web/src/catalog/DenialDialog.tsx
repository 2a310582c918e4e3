import { verifyDenial } from '@karez/contract/catalog';
import type { DenialRuling, Entry } from '@karez/contract/catalog/answers';
import type { DenialBasis, EntryContent } from '@karez/contract/catalog/content';
import { Form, Input, Radio } from 'antd';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { DayField } from '../ui/DayField.tsx';
import { DenialBasisList } from './Basis.tsx';
import { OpinionPicker } from './opinion/OpinionPicker.tsx';
import { CodeField } from '../client/CodeField.tsx';

type Word = { verdict: DenialRuling['verdict']; until: string; opinion: string };
type Given = { rulings: Record<string, Word>; opinion: string; code: string };
type Denial = { key: string; itemNo: number | null; name: string; reason: string; basis: readonly DenialBasis[] };

/** Everything that the leader rules on: the entry denied as a whole, and each item that is denied on a basis of its own. */
function denialsOf({ name, shareType, denialReason, denialBasis, items }: EntryContent): Denial[] {
  const whole = shareType === 'denied' ? [{ key: 'entry', itemNo: null, name, reason: denialReason, basis: denialBasis }] : [];
  const ofItems = items.flatMap((item): Denial[] => {
    const isDenied = (item.shareType ?? shareType) === 'denied' && (item.denial !== null || shareType !== 'denied');
    if (!isDenied) return [];
    return [
      { key: String(item.no), itemNo: item.no, name: item.nameZh, reason: item.denial?.reason ?? '', basis: item.denial?.basis ?? [] },
    ];
  });
  return [...whole, ...ofItems];
}

/** Last day of a denial that is upheld for a time only. */
function untilOf(word: Word | undefined): string | null {
  return word?.verdict === 'upheld' && word.until ? word.until : null;
}

/** What the leader said, as the platform takes it. */
function bodyOf(denials: readonly Denial[], { rulings, opinion, code }: Given) {
  const whole = denials.some(({ itemNo }) => itemNo === null) ? rulings['entry'] : undefined;
  const items = denials.flatMap(({ itemNo, key }) => {
    const word = rulings[key];
    return itemNo === null || !word ? [] : [{ no: itemNo, verdict: word.verdict, until: untilOf(word), opinion: word.opinion }];
  });
  return { verdict: whole?.verdict ?? null, until: untilOf(whole), items, opinion, secondFactor: code };
}

/** 核定: the authority's leader decides, denial by denial, whether the cited law really forbids sharing, with the second factor. */
export function DenialDialog({ entry, onDone, onCancel }: { entry: Entry; onDone: (left: boolean) => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(verifyDenial, ['catalog.', 'desk.']);
  const denials = entry.working ? denialsOf(entry.working.content) : [];
  const whole = denials.some(({ itemNo }) => itemNo === null);
  const send = (given: Given) =>
    deed.mutate(
      { params: { entryId: entry.id }, ifMatch: entry.revision, body: bodyOf(denials, given) },
      { onSuccess: ({ answer }) => onDone(answer.entry === null) },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.catalog.ask.verify-denial')}
      says={
        <>
          <p className="soft">{t(whole ? 'portal.catalog.ask-says.verify-denial' : 'portal.denial.ask-says-items')}</p>
          {denials.length > 1 ? <p>{t('portal.denial.each', { count: denials.length })}</p> : null}
        </>
      }
      okText={t('portal.sign')}
      deed={deed}
      width={680}
      initialValues={{ opinion: '', code: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      {denials.map((denial) => (
        <DenialWord key={denial.key} denial={denial} />
      ))}
      <OpinionPicker kind="verify-denial" onPick={(opinion) => form.setFieldsValue({ opinion })} />
      <Form.Item
        name="opinion"
        label={t('portal.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}

/** One denial with its reason and articles, and the leader's word on it; an item has an opinion of its own. */
function DenialWord({ denial }: { denial: Denial }) {
  const { t } = useWords();
  const form = Form.useFormInstance<Given>();
  const at = (part: keyof Word) => ['rulings', denial.key, part];
  const verdict = Form.useWatch<Word['verdict'] | undefined>(at('verdict'), form);
  const isItem = denial.itemNo !== null;
  return (
    <div className="boxed" role="group" aria-label={denial.name} style={{ marginBlockEnd: 16 }}>
      <strong>
        <bdi>{denial.name}</bdi>
      </strong>
      <div style={{ marginBlock: 6 }}>
        <bdi>{denial.reason}</bdi>
      </div>
      <DenialBasisList basis={denial.basis} />
      <Form.Item
        name={at('verdict')}
        label={t('portal.catalog.verdict')}
        style={{ marginBlock: '12px 8px' }}
        rules={[{ required: true, message: t('field.required') }]}
      >
        <Radio.Group
          options={[
            { value: 'upheld', label: t('portal.catalog.verdict.upheld') },
            { value: 'rejected', label: t('portal.catalog.verdict.rejected') },
          ]}
        />
      </Form.Item>
      {verdict === 'upheld' ? (
        <Form.Item name={at('until')} label={t('portal.catalog.denial-until')} extra={t('portal.catalog.denial-until-why')}>
          <DayField />
        </Form.Item>
      ) : null}
      {isItem ? (
        <Form.Item
          name={at('opinion')}
          label={t('portal.denial.item-opinion')}
          style={{ marginBlockEnd: 4 }}
          rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
        >
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      ) : null}
    </div>
  );
}
