import { handOver, readHandoverPeople, readHandoverPlan, type HandoverPlanAnswer } from '@karez/contract/desk/handover';
import { App, Button, Card, Form, Input, Select, Steps } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { HeldItems, nameOf } from './HeldItems.tsx';
import { StaysWithPosts } from './StaysWithPosts.tsx';

const steps = ['people', 'items', 'confirm'] as const;

/** 办理移交, in three steps; from whom and to whom stand in the address. */
export function HandOverPage() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const [fromId, toId, asked] = [search.get('from'), search.get('to'), search.get('step')];
  const isChosen = fromId !== null && toId !== null;
  const step = isChosen
    ? Math.max(
        steps.findIndex((one) => one === asked),
        0,
      )
    : 0;
  return (
    <>
      <PageHead title={t('portal.handover.new')} purpose={t('portal.handover.purpose')} />
      <Card>
        <Steps current={step} items={steps.map((one) => ({ title: t(`portal.handover.step.${one}`) }))} style={{ marginBlockEnd: 24 }} />
        {isChosen && step > 0 ? <Checked fromId={fromId} toId={toId} isLast={step === 2} /> : <Choosing fromId={fromId} toId={toId} />}
      </Card>
    </>
  );
}

type Pair = { readonly fromId: string; readonly toId: string };

function Choosing({ fromId, toId }: { fromId: string | null; toId: string | null }) {
  const { t } = useWords();
  const [, setSearch] = useSearchParams();
  const [form] = Form.useForm<Pair>();
  const people = useAnswer(readHandoverPeople, {});
  const from = Form.useWatch('fromId', form);
  const required = [{ required: true, message: t('field.required') }];
  return (
    <Loaded query={people}>
      {({ answer }) => (
        <Form<Pair>
          form={form}
          layout="vertical"
          style={{ maxInlineSize: 520 }}
          initialValues={{
            ...(fromId === null ? {} : { fromId }),
            ...(fromId === null && answer.from.length === 1 ? { fromId: answer.from[0]?.id } : {}),
            ...(toId === null ? {} : { toId }),
          }}
          onFinish={(given) => setSearch({ from: given.fromId, to: given.toId, step: 'items' })}
        >
          <Form.Item name="fromId" label={t('portal.handover.from')} rules={required}>
            <Select showSearch optionFilterProp="label" options={answer.from.map(({ id, title }) => ({ value: id, label: title }))} />
          </Form.Item>
          <Form.Item name="toId" label={t('portal.handover.to')} extra={t('portal.handover.to-hint')} rules={required}>
            <Select
              showSearch
              optionFilterProp="label"
              options={answer.to.filter(({ id }) => id !== from).map(({ id, title }) => ({ value: id, label: title }))}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {t('portal.handover.next')}
          </Button>
        </Form>
      )}
    </Loaded>
  );
}

/** The second and third step: what is held, and what becomes of it. What was ticked stays while one goes back and forth. */
function Checked({ fromId, toId, isLast }: Pair & { isLast: boolean }) {
  const plan = useAnswer(readHandoverPlan, { query: { fromId, toId } });
  const [left, setLeft] = useState<readonly string[]>([]);
  return (
    <Loaded query={plan}>
      {({ answer }) => {
        // Everything that may be taken goes, but for what was left out by hand.
        const chosen = answer.items.filter((item) => item.obstacle === null && !left.includes(nameOf(item)));
        return isLast ? (
          <Confirming plan={answer} chosen={chosen} pair={{ fromId, toId }} />
        ) : (
          <Checking
            plan={answer}
            chosen={chosen}
            pair={{ fromId, toId }}
            onChosen={(names) => setLeft(answer.items.map(nameOf).filter((name) => !names.includes(name)))}
          />
        );
      }}
    </Loaded>
  );
}

type Shown = { plan: HandoverPlanAnswer; chosen: HandoverPlanAnswer['items']; pair: Pair };

function Checking({ plan, chosen, pair, onChosen }: Shown & { onChosen: (names: readonly string[]) => void }) {
  const { t } = useWords();
  const [, setSearch] = useSearchParams();
  const to = (step: string) => setSearch({ from: pair.fromId, to: pair.toId, step });
  return (
    <>
      <Facts
        facts={[
          { label: t('portal.handover.from'), value: plan.from.title },
          { label: t('portal.handover.to'), value: plan.to?.title },
        ]}
      />
      <HeldItems items={plan.items} chosen={chosen.map(nameOf)} onChosen={onChosen} />
      <StaysWithPosts plan={plan} />
      <div className="row" style={{ marginBlockStart: 24 }}>
        <Button onClick={() => to('people')}>{t('portal.handover.back')}</Button>
        <Button
          type="primary"
          disabled={chosen.length === 0}
          {...(chosen.length === 0 ? { title: t('portal.handover.choose') } : {})}
          onClick={() => to('confirm')}
        >
          {t('portal.handover.next')}
        </Button>
      </div>
    </>
  );
}

function Confirming({ plan, chosen, pair }: Shown) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [, setSearch] = useSearchParams();
  const deed = useDeed(handOver, ['desk.', 'sharing.']);
  const [form] = Form.useForm<{ reason: string }>();
  const handed = chosen.filter((item) => item.deed === 'hand-over').length;
  const counts = { handed, ended: chosen.length - handed, left: plan.items.length - chosen.length };
  const give = ({ reason }: { reason: string }) =>
    deed.mutate(
      { body: { ...pair, reason, items: chosen.map(({ kind, id }) => ({ kind, id })) } },
      {
        onSuccess: () => {
          void message.success(t('portal.handover.done'));
          void navigate(paths.handovers());
        },
      },
    );
  return (
    <>
      <Facts
        columns={1}
        facts={[
          { label: t('portal.handover.from'), value: plan.from.title },
          { label: t('portal.handover.to'), value: plan.to?.title },
          { label: t('portal.handover.outcome'), value: t('portal.handover.chosen', counts) },
        ]}
      />
      <p className="soft">{t('portal.handover.sure')}</p>
      {deed.error ? <Trouble error={deed.error} /> : null}
      <Form<{ reason: string }> form={form} layout="vertical" style={{ maxInlineSize: 640 }} onFinish={give}>
        <Form.Item
          name="reason"
          label={t('portal.handover.reason')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
        <div className="row">
          <Button onClick={() => setSearch({ from: pair.fromId, to: pair.toId, step: 'items' })}>{t('portal.handover.back')}</Button>
          <Button type="primary" htmlType="submit" loading={deed.isPending} disabled={chosen.length === 0}>
            {t('portal.handover.confirm')}
          </Button>
        </div>
      </Form>
    </>
  );
}
