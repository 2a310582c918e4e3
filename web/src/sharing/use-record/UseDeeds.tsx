import { stateUse, type GrantUse, type UseStatement } from '@karez/contract/sharing/use-record';
import { App, Form, Input, InputNumber } from 'antd';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';

/** What a word about the use of a grant changes on other screens. */
export const staleAfterUse = ['sharing.', 'desk.'];

/** The quarter that is stated next: the one that has been owed longest, else the one that runs. */
function nextQuarter({ quarters, current }: GrantUse): string {
  const owed = quarters.findLast(({ state }) => state === 'owed');
  return (owed ?? quarters.find(({ state }) => state === 'running'))?.quarter ?? current ?? '';
}

/** 填报 and 无变化, for the holder's clerks. */
export function UseDeeds({ use }: { use: GrantUse }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { open, show, close, done } = useOneDialog<'state'>();
  const deed = useDeed(stateUse, staleAfterUse);
  const quarter = nextQuarter(use);
  const params = { grantId: use.grantId };
  return (
    <span className="row">
      <DeedButton
        allowed={use.allowed}
        action="say-unchanged"
        loading={deed.isPending}
        onClick={() =>
          deed.mutate(
            { params, body: { kind: 'unchanged', quarter } },
            { onSuccess: () => void message.success(t('portal.use.done')), onError: (error) => void message.error(error.message) },
          )
        }
      >
        {t('portal.use.deed.unchanged', { quarter })}
      </DeedButton>
      <DeedButton allowed={use.allowed} action="state-use" type="primary" onClick={() => show('state')}>
        {t('portal.use.deed.state', { quarter })}
      </DeedButton>
      {open === 'state' ? <StateDialog use={use} quarter={quarter} onDone={done} onCancel={close} /> : null}
    </span>
  );
}

type Given = Omit<UseStatement['words'], 'figures'> & UseStatement['words']['figures'];
const texts = ['scenario', 'outcome', 'storage'] as const;
const figures = ['papersSaved', 'daysSaved', 'mattersHandled', 'problemsFound'] as const;
const nothingYet = { scenario: '', outcome: '', storage: '', papersSaved: 0, daysSaved: 0, mattersHandled: 0, problemsFound: 0 };

/** What was said last stands there already: only what is new is written. */
function StateDialog({ use, quarter, onDone, onCancel }: { use: GrantUse; quarter: string; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(stateUse, staleAfterUse);
  const say = ({ scenario, outcome, storage, ...numbers }: Given) =>
    deed.mutate(
      { params: { grantId: use.grantId }, body: { kind: 'stated', quarter, scenario, outcome, storage, figures: numbers } },
      { onSuccess: onDone },
    );
  const former = use.latest?.words;
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.use.deed.state', { quarter })}
      says={t('portal.use.says.state')}
      okText={t('portal.use.save')}
      deed={deed}
      initialValues={former ? { ...former, ...former.figures } : nothingYet}
      onGiven={say}
      onCancel={onCancel}
    >
      {texts.map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`portal.use.${name}`)}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
      ))}
      <div className="row" style={{ alignItems: 'flex-start' }}>
        {figures.map((name) => (
          <Form.Item key={name} name={name} label={t(`portal.use.${name}`)} rules={[{ required: true, message: t('field.required') }]}>
            <InputNumber min={0} max={1_000_000_000} precision={0} />
          </Form.Item>
        ))}
      </div>
    </FormDialog>
  );
}
