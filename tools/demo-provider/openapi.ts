const text = { type: 'string' } as const;
const company = {
  type: 'object',
  properties: {
    uscc: { ...text, description: '统一社会信用代码' },
    name: { ...text, description: '企业名称' },
    type: { ...text, description: '企业类型' },
    legal_representative: { ...text, description: '法定代表人' },
    legal_representative_id: { ...text, description: '法定代表人证件号码' },
    address: { ...text, description: '住所' },
    business_scope: { ...text, description: '经营范围' },
    status: { ...text, description: '登记状态' },
    established_on: { ...text, format: 'date', description: '成立日期' },
    registration_authority: { ...text, description: '登记机关' },
    region_code: { ...text, description: '行政区划代码' },
    updated_at: { ...text, format: 'date-time', description: '更新时间' },
    internal_note: { ...text, description: '内部备注' },
  },
} as const;

/** The description that the bureau hands to the platform when it registers its service. */
export function companyOpenApi(address: string) {
  return {
    openapi: '3.1.0',
    info: { title: '企业登记信息查询接口', version: '1.0.0' },
    servers: [{ url: address }],
    paths: {
      '/companies/{uscc}': {
        get: {
          operationId: 'companyByCode',
          summary: '按统一社会信用代码查询',
          parameters: [{ name: 'uscc', in: 'path', required: true, schema: text }],
          responses: { '200': { description: '一家企业', content: { 'application/json': { schema: company } } } },
        },
      },
      '/companies': {
        get: {
          operationId: 'companiesNamed',
          summary: '按名称开头查询',
          parameters: [
            { name: 'name', in: 'query', required: true, schema: text },
            { name: 'page', in: 'query', required: false, schema: { type: 'integer' } },
          ],
          responses: {
            '200': {
              description: '一页企业',
              content: {
                'application/json': {
                  schema: { type: 'object', properties: { total: { type: 'integer' }, data: { type: 'array', items: company } } },
                },
              },
            },
          },
        },
      },
    },
  };
}
