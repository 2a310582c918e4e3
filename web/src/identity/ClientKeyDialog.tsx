import { listBusinessSystems, registerMachineClient, rotateClientKey } from '@karez/contract/identity/machines';
import { publicJwkSchema } from '@karez/contract/identity/schemas';
import type { BodyOf } from '@karez/contract/route';
import { Form, Input, Radio, Select } from 'antd';
import { Link } from 'react-router';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { useMe } from '../client/session.tsx';
import { paths } from '../paths.ts';
import type { Handover } from './KeyHandover.tsx';

const SYSTEMS_MAX = 100;

/** What is asked for: a new client, or a new key of a known one. */
export type KeyWish = { readonly kind: 'register' } | { readonly kind: 'rotate'; readonly clientId: string; readonly name: string };
type Given = { name: string; systemId: string; source: 'made' | 'own'; publicJwk: string };
type PublicJwk = BodyOf<typeof rotateClientKey>['publicJwk'];

/** A pasted public key; null where the text is none. A private one is turned away before it leaves the browser. */
function publicJwkFrom(text: string): PublicJwk {
  try {
    return publicJwkSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Asks for name, system and key: one that the department made, or a pair that the platform makes once. */
export function ClientKeyDialog({
  wish,
  onClose,
  onReceived,
}: {
  wish: KeyWish;
  onClose: () => void;
  onReceived: (handover: Handover) => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const register = useDeed(registerMachineClient, ['identity.list-machine-clients']);
  const rotate = useDeed(rotateClientKey, ['identity.list-machine-clients']);
  const source = Form.useWatch('source', form) ?? 'made';
  const send = ({ name, systemId, publicJwk: text }: Given) => {
    const publicJwk = source === 'own' ? publicJwkFrom(text) : null;
    const after = { onSuccess: ({ answer }: { answer: Handover }) => onReceived(answer) };
    if (wish.kind === 'register') register.mutate({ body: { name, systemId, publicJwk } }, after);
    else rotate.mutate({ params: { clientId: wish.clientId }, body: { publicJwk } }, after);
  };
  return (
    <FormDialog
      form={form}
      title={wish.kind === 'register' ? t('portal.identity.client.register') : t('portal.identity.client.rotate-name', { name: wish.name })}
      says={<> {wish.kind === 'rotate' ? <p className="soft">{t('portal.identity.client.rotate-says')}</p> : null}</>}
      okText={wish.kind === 'register' ? t('portal.identity.client.register') : t('portal.identity.client.rotate')}
      deed={wish.kind === 'register' ? register : rotate}
      initialValues={{ source: 'made' }}
      onGiven={send}
      onCancel={onClose}
    >
      {wish.kind === 'register' ? <WhoFields /> : null}
      <Form.Item name="source" label={t('portal.identity.client.key-source')} extra={t(`portal.identity.client.key-source-why.${source}`)}>
        <Radio.Group
          options={[
            { value: 'made', label: t('portal.identity.client.key-source.made') },
            { value: 'own', label: t('portal.identity.client.key-source.own') },
          ]}
        />
      </Form.Item>
      {source === 'own' ? (
        <Form.Item
          name="publicJwk"
          label={t('portal.identity.client.public-jwk')}
          rules={[
            {
              validator: (_rule, text: string | undefined) =>
                publicJwkFrom(text ?? '') ? Promise.resolve() : Promise.reject(new Error(t('portal.identity.client.public-jwk-wrong'))),
            },
          ]}
        >
          <Input.TextArea rows={5} className="code" spellCheck={false} placeholder='{"kty":"EC","crv":"P-256","x":"…","y":"…"}' />
        </Form.Item>
      ) : null}
    </FormDialog>
  );
}

function WhoFields() {
  const { t } = useWords();
  const me = useMe();
  const systems = useAnswer(listBusinessSystems, { query: { limit: SYSTEMS_MAX } });
  const running = (systems.data?.answer.items ?? []).filter((system) => system.state === 'running' && system.orgId === me.organisation.id);
  return (
    <>
      <Form.Item
        name="name"
        label={t('portal.identity.client.name')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        extra={t('portal.identity.client.name-why')}
      >
        <Input maxLength={80} showCount />
      </Form.Item>
      <Form.Item
        name="systemId"
        label={t('portal.identity.system')}
        rules={[{ required: true, message: t('field.required') }]}
        extra={<Link to={paths.systems()}>{t('portal.gateway.to-systems')}</Link>}
      >
        <Select loading={systems.isLoading} options={running.map((system) => ({ value: system.id, label: system.name }))} />
      </Form.Item>
    </>
  );
}
