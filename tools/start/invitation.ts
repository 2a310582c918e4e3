import { listDemoAccounts } from '@karez/contract/identity/machines';
import type { AnswerOf } from '@karez/contract/route';
import { localUrl, type StartSettings } from './settings.ts';

type DemoAccount = AnswerOf<typeof listDemoAccounts>['items'][number];

const accountsShownMax = 16;

/** The block that tells a newcomer where everything is and as whom to look around. */
export function invitation({ config, dataFolder }: StartSettings, accounts: readonly DemoAccount[]): string {
  const rule = '─'.repeat(76);
  const places = [
    `  Portal / 门户            ${config.KAREZ_PUBLIC_URL}`,
    `  Gateway / 网关           ${config.KAREZ_GATEWAY_URL}`,
    `  Data folder / 数据目录   ${dataFolder}`,
  ];
  return [rule, '  Karez 坎儿井', ...places, ...accountLines(accounts), '  Stop with Ctrl-C / 按 Ctrl-C 停止', rule].join('\n');
}

function accountLines(accounts: readonly DemoAccount[]): string[] {
  const passwords = [...new Set(accounts.map(({ password }) => password))];
  if (accounts.length === 0) return [];
  const shown = accounts.slice(0, accountsShownMax).map(({ account, orgName, title, password }) => {
    const own = passwords.length > 1 ? `  ${password}` : '';
    return `    ${account.padEnd(22)} ${orgName} · ${title}${own}`;
  });
  const more = accounts.length - shown.length;
  return [
    '',
    `  Demo accounts / 演示账号${passwords.length === 1 ? `   password / 密码: ${passwords[0]}` : ''}`,
    ...shown,
    ...(more > 0 ? [`    … ${more} more on the sign-in page / 其余 ${more} 个见登录页`] : []),
    '  The sign-in page shows each account’s present code / 动态码显示在登录页',
    '',
  ];
}

/** The accounts of the demo city, asked from the portal as its sign-in page does; none when it has no demo. */
export async function demoAccounts({ config }: StartSettings): Promise<readonly DemoAccount[]> {
  if (!config.KAREZ_DEMO) return [];
  const answer = await fetch(`${localUrl(config, config.KAREZ_PORT)}/api/v1${listDemoAccounts.path}`);
  return answer.ok ? listDemoAccounts.answer.parse(await answer.json()).items : [];
}
