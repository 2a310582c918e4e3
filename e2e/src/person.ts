import type { Locator, Page } from 'playwright-core';
import type { Look } from './witness.ts';

/** A person of the demo city at their browser. */
export type Person = {
  readonly account: string;
  readonly page: Page;
  /** Looks at the page as it stands: words, width, accessibility, pictures. */
  readonly look: Look;
  signIn(password: string): Promise<void>;
  goTo(path: string): Promise<void>;
  /** Presses the button of that name, in `within` where given. */
  press(name: string, within?: Locator): Promise<void>;
  /** Follows the link of that name. */
  follow(name: string | RegExp): Promise<void>;
  /** Follows the link to the page at that path: in a list that shows several of one name. */
  followTo(path: string): Promise<void>;
  /** The path of the page that is open. */
  path(): string;
  /** Writes into the field of that label. */
  write(label: string, text: string, within?: Locator): Promise<void>;
  /** Chooses an option of the list with that label. */
  choose(label: string, option: string, within?: Locator): Promise<void>;
  /** Ticks the box, or takes the choice, of that name. */
  tick(name: string, within?: Locator): Promise<void>;
  /** Waits until a page of that title is there. */
  arrives(title: string): Promise<void>;
  /** Asks for the page again until it has what is sought: for what the platform does in its own time, such as sealing. */
  finds(sought: Locator): Promise<void>;
  /** Waits until the page shows a text. */
  sees(text: string | RegExp): Promise<void>;
  /** Gives an opinion in the open dialog and, for a signature, the present code of the second factor. */
  sign(opinion: string): Promise<void>;
  /** Signs the open dialog, whose fields are written, with the present code. */
  signs(): Promise<void>;
  confirm(opinion: string): Promise<void>;
};

export function personAt(page: Page, { account, look, code }: { account: string; look: Look; code: () => Promise<string> }): Person {
  const dialog = page.getByRole('dialog');
  const button = (name: string, within: Page | Locator = page) => within.getByRole('button', { name: named(name) });
  const field = (label: string, within: Page | Locator = page) => within.getByLabel(new RegExp(String.raw`^${quoted(label)}\s*\*?$`, 'u'));
  const person: Person = {
    account,
    page,
    look,
    signIn: async (password) => {
      await page.goto('/');
      await field('账号').fill(account);
      await field('密码').fill(password);
      await button('下一步').click();
      await field('动态验证码').fill(await code());
      await button('登录', page.locator('form')).click();
      await page.getByRole('navigation', { name: '主菜单' }).waitFor();
    },
    goTo: async (path) => {
      await page.goto(path);
      await page.getByRole('main').waitFor();
    },
    press: async (name, within) => button(name, within).click(),
    follow: async (name) => page.getByRole('link', { name }).first().click(),
    followTo: async (path) => page.locator(`a[href="${path}"]`).first().click(),
    path: () => new URL(page.url()).pathname,
    write: async (label, text, within) => field(label, within).fill(text),
    choose: async (label, option, within) => chooseFrom(page, field(label, within), option),
    tick: async (name, within) =>
      (within ?? page)
        .locator('label')
        .filter({ hasText: new RegExp(`^${quoted(name)}$`, 'u') })
        .first()
        .click(),
    arrives: async (title) => page.getByRole('heading', { level: 1, name: title }).waitFor(),
    finds: async (sought) => {
      for (let tries = 1; tries < READINGS_MAX && !(await isSeen(sought)); tries++) await page.reload();
      await sought.waitFor();
    },
    sees: async (text) => page.getByText(text).first().waitFor(),
    sign: async (opinion) => {
      await field('意见', dialog).fill(opinion);
      await person.signs();
    },
    signs: async () => {
      await field('动态验证码', dialog).fill(await code());
      await button('签署', dialog).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    confirm: async (opinion) => {
      await field('意见', dialog).fill(opinion);
      await button('确定', dialog).click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
  return person;
}

const READINGS_MAX = 5;
const READING_MS_MAX = 3000;

function isSeen(sought: Locator): Promise<boolean> {
  return sought.waitFor({ timeout: READING_MS_MAX }).then(
    () => true,
    () => false,
  );
}

async function chooseFrom(page: Page, list: Locator, option: string): Promise<void> {
  await list.click();
  if (await list.isEditable()) await list.fill(option);
  const options = optionsOf(page, await list.getAttribute('aria-controls')).filter({
    hasText: new RegExp(`(?:^|\\s)${quoted(option)}`, 'u'),
  });
  await options.first().click();
  // A list of one choice closes by itself; Escape after it has closed would close the dialog around it.
  const isMultiple = (await list.locator('xpath=ancestor::*[contains(@class, "ant-select-multiple")]').count()) > 0;
  if (isMultiple) await page.keyboard.press('Escape');
}

/** Options of the one list that a field controls: Ant Design keeps the closed ones in the page. A tree has no such list. */
function optionsOf(page: Page, listId: string | null): Locator {
  const dropdown = page.locator('.ant-select-dropdown').filter({ has: page.locator(`[id="${listId ?? ''}"]`) });
  return dropdown.locator('.ant-select-item-option').or(page.locator('.ant-select-tree-title').filter({ visible: true }));
}

/** An icon has a name of its own and stands before the button's. */
function named(name: string): RegExp {
  return new RegExp(`(?:^|\\s)${quoted(name)}$`, 'u');
}

function quoted(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
