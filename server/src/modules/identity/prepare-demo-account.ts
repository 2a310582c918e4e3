import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { credentialOfPerson, savePassword, saveSecondFactor, useStep } from './credential-store.ts';
import { addDemoAccount, demoAccounts, type DemoAccount } from './demo-account-store.ts';
import { codeToGive, newSeed } from './one-time-code.ts';
import { organisationsByIds } from './organisation-store.ts';
import { checkPassword } from './password.ts';
import { peopleByIds } from './person-store.ts';
import { standingPostsOf } from './post-store.ts';
import { factorPurpose } from './second-factor.ts';
import { hashPassword } from './secret.ts';

const purposeOf = (personId: string) => `demo-password/${personId}`;
type DemoNeeds = Pick<Needs, 'database' | 'clock' | 'keys'>;

/** Makes a person of the demo city ready to try: a password that is shown, and an enrolled second factor. Only ever called by the demo's founding. */
export async function prepareDemoAccount(
  { database, clock, keys }: DemoNeeds,
  { personId, password }: { personId: string; password: string },
): Promise<true | Refusal> {
  const known = await credentialOfPerson(database.reader, personId);
  const fit = checkPassword(password, known?.account ?? '');
  if (isRefusal(fit)) return fit;
  const hash = await hashPassword(password);
  return database.transaction(async (tx) => {
    await savePassword(tx, personId, { hash, at: clock.now(), mustChange: false });
    await saveSecondFactor(tx, personId, keys.encrypt(factorPurpose(personId), newSeed()));
    await useStep(tx, personId, 0);
    await addDemoAccount(tx, { personId, password: keys.encrypt(purposeOf(personId), Buffer.from(password)) });
    return true as const;
  });
}

type Shown = { account: string; title: string; orgName: string; regionCode: string; roles: string[]; password: string; code: string };

/** Accounts of the demo city with password and the code to give next. */
export async function listDemoAccounts({ database, clock, keys }: DemoNeeds): Promise<Shown[]> {
  const accounts = await demoAccounts(database.reader);
  const about = await aboutPeople(database.reader, accounts);
  const shown = await Promise.all(
    accounts.map(async ({ personId, password }) => {
      const person = about.people.get(personId);
      const organisation = person && about.organisations.get(person.homeOrgId);
      const credential = await credentialOfPerson(database.reader, personId);
      if (!person || !organisation || !credential?.secondFactor) return [];
      return [
        {
          account: person.account,
          title: person.title,
          orgName: organisation.name,
          regionCode: organisation.regionCode,
          roles: about.posts.filter((post) => post.personId === personId && post.state === 'confirmed').map((post) => post.role),
          password: keys.decrypt(purposeOf(personId), password).toString('utf8'),
          code: codeToGive(keys.decrypt(factorPurpose(personId), credential.secondFactor), credential.lastStep, clock.now()),
        },
      ];
    }),
  );
  return shown.flat();
}

async function aboutPeople(reader: Reader, accounts: readonly DemoAccount[]) {
  const people = await peopleByIds(
    reader,
    accounts.map((account) => account.personId),
  );
  const posts = await standingPostsOf(reader, [...people.keys()]);
  const organisations = await organisationsByIds(reader, [...new Set([...people.values()].map((person) => person.homeOrgId))]);
  return { people, posts, organisations };
}
