import type { Browser, BrowserContext } from 'playwright-core';
import { demoPassword } from '../../tools/seed/city-organisations.ts';
import type { Addresses } from './constellation.ts';
import { personAt, type Person } from './person.ts';
import { authenticators } from './second-factor.ts';
import { witness, type Finding } from './witness.ts';

/** The demo city as a story meets it. */
export type City = Addresses & {
  /** The person of an account at their own browser, signed in; the same browser when asked again. */
  person(account: string): Promise<Person>;
  /** A name that nothing in this city has yet: a city that is told its stories again keeps what the first telling left. */
  unheard(name: string): string;
  /** What was seen on the way that no page may show. */
  readonly findings: readonly Finding[];
  /** Pictures of every open page, for a story that came to grief. */
  pictures(name: string): Promise<void>;
  close(): Promise<void>;
};

const small = { width: 1280, height: 800 };
/** A step on a busy machine; a story waits for what it wants to see, never for a time. */
const stepMsMax = 20_000;

export function cityIn(
  browser: Browser,
  { addresses, screenshots, isOwn }: { addresses: Addresses; screenshots: string | undefined; isOwn: boolean },
): City {
  const people = new Map<string, Promise<Person>>();
  const contexts: BrowserContext[] = [];
  const findings: Finding[] = [];
  const codeOf = authenticators(addresses.portal);
  const arrive = async (account: string): Promise<Person> => {
    const context = await browser.newContext({ baseURL: addresses.portal, locale: 'zh-CN', viewport: small, acceptDownloads: true });
    context.setDefaultTimeout(stepMsMax);
    contexts.push(context);
    const page = await context.newPage();
    const seen = witness(page, { account, findings, screenshots });
    const person = personAt(page, { account, look: seen.look, code: () => codeOf(account) });
    await person.signIn(demoPassword);
    return person;
  };
  return {
    ...addresses,
    findings,
    unheard: (name) => (isOwn ? name : `${name}${Date.now() % 1_000_000}`),
    person: (account) => {
      const known = people.get(account) ?? arrive(account);
      people.set(account, known);
      return known;
    },
    pictures: async (name) => {
      if (screenshots === undefined) return;
      const pages = contexts.flatMap((context) => context.pages());
      await Promise.all(pages.map((page, place) => page.screenshot({ path: `${screenshots}/${name}-${place + 1}.png`, fullPage: true })));
    },
    close: async () => void (await Promise.all(contexts.map((context) => context.close()))),
  };
}
