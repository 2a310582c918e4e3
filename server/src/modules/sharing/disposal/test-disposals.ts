import type { DisposalReport } from '@karez/contract/sharing/disposal';
import { dayIn } from '@karez/kit/clock';
import type { City } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { grantOn } from '../test-granted.ts';

/** What the water bureau reports. */
export const deleted: DisposalReport = {
  method: 'delete',
  doneOn: '2026-11-23',
  systems: '取水许可系统数据库及其备份',
  how: '删除查询缓存表并覆盖备份',
  remains: null,
};

let names = 0;

/** Test support: disposals of 市水利局 of what 市市场监管局 gave, in each state. */
export function disposalsIn(city: City, { entryId }: { entryId?: string } = {}) {
  const { as, codeOf } = city;

  /** A running grant, of an entry of its own where none was named. */
  const granted = async (name = ''): Promise<string> => {
    if (entryId !== undefined) return grantOn(city, entryId, [1, 2]);
    names += 1;
    const items = [1, 2].map((no) => itemOf(no, { nameZh: `${name}${no}`, fieldName: `d${names}_${no}` }));
    return grantOn(city, await publishedEntry(city, 'scjg', companyEntry({ name, items })), [1, 2]);
  };
  /** The disposal of a grant that its provider has revoked. */
  const ordered = async (name?: string): Promise<string> => {
    const grantId = await granted(name);
    const body = { reason: '不再提供', code: await codeOf('scjg.fzr') };
    const revoked = expected(await as('scjg.fzr', `POST /sharing/grants/${grantId}/revocation`, { body }), 200);
    const { disposal } = revoked.body as { disposal: { id: string } };
    return disposal.id;
  };
  const today = () => dayIn(city.needs.config.KAREZ_TIME_ZONE, city.needs.clock.now());
  const report = (id: string, some: Partial<DisposalReport> = {}, by = 'slj.djy') =>
    as(by, `POST /sharing/disposals/${id}/report`, { body: { ...deleted, doneOn: today(), ...some } });
  /** The revision that somebody reads now. */
  const seen = async (by: string, id: string): Promise<{ ifMatch: number }> => ({
    ifMatch: Number(expected(await as(by, `GET /sharing/disposals/${id}`), 200).body['revision']),
  });
  const sign = async (id: string, by = 'slj.fzr') => {
    const body = { decision: 'sign', opinion: '属实', code: await codeOf(by) };
    return as(by, `POST /sharing/disposals/${id}/report-signature`, { body, ...(await seen(by, id)) });
  };
  const sendBack = async (id: string, by = 'slj.fzr') =>
    as(by, `POST /sharing/disposals/${id}/report-signature`, {
      body: { decision: 'return', opinion: '请写明备份' },
      ...(await seen(by, id)),
    });
  const reported = async (name: string): Promise<string> => {
    const id = await ordered(name);
    expected(await report(id), 200);
    return id;
  };
  const certified = async (name: string): Promise<string> => {
    const id = await reported(name);
    expected(await sign(id), 200);
    return id;
  };
  const orderCheck = (id: string, by = 'scjg.djy') => as(by, `POST /sharing/disposals/${id}/check`, { body: { reason: '年度抽查' } });
  const recordCheck = (id: string, result: 'passed' | 'failed', by = 'scjg.djy') =>
    as(by, `POST /sharing/disposals/${id}/check-result`, { body: { result, fact: '现场核对缓存表和备份' } });
  const checking = async (name: string): Promise<string> => {
    const id = await certified(name);
    expected(await orderCheck(id), 200);
    return id;
  };
  const read = (by: string, id: string) => as(by, `GET /sharing/disposals/${id}`);
  return { seen, granted, ordered, report, sign, sendBack, reported, certified, orderCheck, recordCheck, checking, read };
}
