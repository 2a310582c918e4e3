import { confirmedRoles, roleCodes, type RoleCode } from '@karez/contract/identity/roles';
import { Form, Select } from 'antd';
import { useWords } from '../client/language.tsx';
import { DayField } from '../ui/DayField.tsx';
import type { Organisation } from './person.ts';
import { clearable } from '../client/clearable.tsx';

/** Roles that other administrators name, or that only an authority's members have: the server has the last word. */
const rolesOfAdministrators: readonly RoleCode[] = ['ORG_ADMIN', 'SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN', 'PLATFORM_OPERATOR', 'INSPECTOR'];
const rolesOfAuthority: readonly RoleCode[] = ['AUTHORITY_ADMIN', 'AUTHORITY_LEADER'];

/** What is proposed of one post, as the form holds it. */
export type PostGiven = { role: RoleCode; divisionId?: string; endsOn?: string };

export function postFrom({ role, divisionId, endsOn }: PostGiven) {
  return { role, divisionId: divisionId ?? null, endsOn: endsOn || null };
}

/** Role, division and last day of a post. */
export function PostFields({ organisation, administers }: { organisation: Organisation; administers: boolean }) {
  const { t } = useWords();
  const role: RoleCode | undefined = Form.useWatch('role', Form.useFormInstance<PostGiven>());
  const offered = roleCodes.filter((code) =>
    administers
      ? rolesOfAdministrators.includes(code)
      : !rolesOfAdministrators.includes(code) && (organisation.authorityOf.length > 0 || !rolesOfAuthority.includes(code)),
  );
  const waits = role !== undefined && confirmedRoles.includes(role);
  return (
    <>
      <Form.Item
        name="role"
        label={t('portal.identity.post.role')}
        rules={[{ required: true, message: t('field.required') }]}
        extra={waits ? t('portal.identity.post.waits') : null}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={offered.map((code) => ({ value: code, label: t(`identity.role.${code}`) }))}
        />
      </Form.Item>
      {organisation.divisions.length > 0 ? (
        <Form.Item
          name="divisionId"
          label={t('portal.identity.post.division')}
          rules={role === 'DIVISION_CLERK' ? [{ required: true, message: t('refusal.identity.post.division-required') }] : []}
        >
          <Select
            allowClear={clearable(t)}
            options={organisation.divisions.map((division) => ({ value: division.id, label: division.name }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item
        name="endsOn"
        label={t('portal.identity.post.ends-on')}
        rules={role === 'CONTRACTOR' ? [{ required: true, message: t('refusal.identity.post.end-date-required') }] : []}
        extra={t('portal.identity.post.ends-on-why')}
      >
        <DayField />
      </Form.Item>
    </>
  );
}
