import { grantUseSchema } from '@karez/contract/sharing/use-record';
import { expected, type Answer, type CityPeople } from './city-people.ts';

/** The water bureau says for the quarter that runs what the market bureau's data is used for (809-29). */
export async function stateWellPermitUse(people: CityPeople, application: Answer): Promise<void> {
  const path = `/sharing/grants/${String(application.body['grantId'])}/use-record`;
  const { current } = grantUseSchema.parse(expected(await people.as('slj.djy', `GET ${path}`), 200).body);
  const body = {
    kind: 'stated',
    quarter: current,
    scenario: '办理机井取水许可时，逐件核对凿井单位的登记状态和经营范围。',
    outcome: '申请人不再提交营业执照复印件；发现一家已注销单位仍在承揽凿井。',
    storage: '不落库，结果只在审批页面显示，办结后不留存。',
    figures: { papersSaved: 18, daysSaved: 9, mattersHandled: 18, problemsFound: 1 },
  };
  expected(await people.as('slj.djy', `POST ${path}/statement`, { body }), 200);
}
