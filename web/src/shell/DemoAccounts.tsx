import { giveSecondFactor, signIn } from '@karez/contract/identity';
import { listDemoAccounts } from '@karez/contract/identity/machines';
import type { AnswerOf } from '@karez/contract/route';
import { Alert, Button, Card, List } from 'antd';
import { useState } from 'react';
import { call, setCsrfToken } from '../client/call.ts';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import type { OnNext } from './SignInPage.tsx';
import { SearchField } from '../client/SearchField.tsx';

type Account = AnswerOf<typeof listDemoAccounts>['items'][number];

/** The demo city's accounts, one click each; the server has this list only where it runs as a demo. */
export function DemoAccounts({ onNext }: { onNext: OnNext }) {
  const { t } = useWords();
  const accounts = useAnswer(listDemoAccounts, {});
  const [wanted, setWanted] = useState('');
  const [failure, setFailure] = useState<Error | null>(null);
  if (!accounts.data) return null;
  const shown = accounts.data.answer.items.filter((account) =>
    `${account.title} ${account.orgName} ${account.account}`.includes(wanted.trim()),
  );
  const enter = async (account: Account) => {
    try {
      const first = await call(signIn, { body: { account: account.account, password: account.password } });
      setCsrfToken(first.answer.csrfToken);
      const fresh = await call(listDemoAccounts, {});
      const code = fresh.answer.items.find((one) => one.account === account.account)?.code ?? account.code;
      onNext((await call(giveSecondFactor, { body: { code } })).answer);
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return (
    <Card size="small" title={t('portal.demo.title')} style={{ marginBlockStart: 16 }}>
      <Alert type="warning" showIcon title={t('portal.demo.says')} style={{ marginBlockEnd: 8 }} />
      <SearchField
        placeholder={t('portal.demo.find')}
        onChange={(event) => setWanted(event.target.value)}
        aria-label={t('portal.demo.find')}
      />
      {failure ? <Trouble error={failure} /> : null}
      <div style={{ maxBlockSize: 320, overflow: 'auto', marginBlockStart: 8 }}>
        <List
          size="small"
          dataSource={shown}
          rowKey="account"
          renderItem={(account) => (
            <List.Item
              actions={[
                <Button key="in" size="small" onClick={() => void enter(account)}>
                  {t('portal.sign-in.do')}
                </Button>,
              ]}
            >
              <List.Item.Meta
                title={account.title}
                description={<span className="small">{`${account.orgName} · ${account.account}`}</span>}
              />
            </List.Item>
          )}
        />
      </div>
    </Card>
  );
}
