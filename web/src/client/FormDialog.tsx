import { Form, Modal, type FormInstance } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useWords } from './language.tsx';
import { ProblemError } from './problem-error.ts';
import { Trouble } from './Trouble.tsx';

type Asked<Given> = {
  form: FormInstance<Given>;
  title: string;
  /** What the dialog is about, above its fields. */
  says?: ReactNode;
  okText: string;
  /** The deed that the dialog ends in: its progress, and what it was refused for. */
  deed: { readonly isPending: boolean; readonly error: Error | null };
  /** The deed has to wait for something that no field of the form holds. */
  notYet?: boolean;
  danger?: boolean;
  width?: number;
  initialValues?: Partial<Given>;
  onGiven: (given: Given) => void;
  onCancel: () => void;
  children: ReactNode;
};

/**
 * A form in a dialog. It begins at its first field, leaves by Escape or its buttons, never by a slip of the pointer beside it;
 * a refusal keeps everything that was written and stands at the fields that it names.
 */
export function FormDialog<Given extends object>(asked: Asked<Given>) {
  const { t } = useWords();
  const { form, deed } = asked;
  const fields = useRef<HTMLDivElement>(null);
  useRefusedFields(form, deed.error);
  return (
    <Modal
      open
      title={asked.title}
      okText={asked.okText}
      cancelText={t('portal.cancel')}
      okButtonProps={{ loading: deed.isPending, disabled: asked.notYet ?? false, danger: asked.danger ?? false }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={asked.onCancel}
      afterOpenChange={() => fields.current?.querySelector<HTMLElement>('input, textarea')?.focus()}
      {...(asked.width === undefined ? {} : { width: asked.width })}
    >
      {typeof asked.says === 'string' ? <p className="soft">{asked.says}</p> : asked.says}
      <div ref={fields}>
        <Form<Given>
          form={form}
          layout="vertical"
          {...(asked.initialValues === undefined ? {} : { initialValues: asked.initialValues })}
          onFinish={asked.onGiven}
        >
          {asked.children}
        </Form>
      </div>
      {deed.error ? <Trouble error={deed.error} isTold={(path) => fieldOf(form, path) !== null} /> : null}
    </Modal>
  );
}

/** The field of the form that a place of the request body belongs to. */
function fieldOf(form: FormInstance, path: string): string | null {
  const name = path.replace(/^\/body\//, '').split('/')[0] ?? '';
  return Object.keys(form.getFieldsValue()).includes(name) ? name : null;
}

/** Puts what a refusal has against a field to that field, until it is changed. */
function useRefusedFields(form: FormInstance, error: Error | null): void {
  useEffect(() => {
    if (!(error instanceof ProblemError)) return;
    for (const { path, title } of error.problem.fields) {
      const name = fieldOf(form, path);
      if (name !== null) form.setFields([{ name, errors: [title] }]);
    }
  }, [form, error]);
}
