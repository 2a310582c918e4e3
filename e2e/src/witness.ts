import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** Something on a page that no page may show. */
export type Finding = { readonly page: string; readonly what: string };
export type Look = (name: string, options?: { everyLanguage?: boolean; telephone?: boolean }) => Promise<void>;

type Watched = { account: string; findings: Finding[]; screenshots: string | undefined };

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const large = { width: 1920, height: 1080 };
/** A telephone: pages reflow there, and wide tables scroll by themselves (WCAG 2.1, 1.4.10). */
const narrow = { width: 390, height: 844 };

/** Watches a page for faults, and looks at it whenever the story says so. */
export function witness(page: Page, { account, findings, screenshots }: Watched): { look: Look } {
  const note = (what: string) => findings.push({ page: `${account} ${new URL(page.url()).pathname}`, what });
  page.on('pageerror', (error) => note(`fault in the page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      note(`error in the console: ${message.text().replaceAll('\n', ' ')}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) note(`${response.request().method()} ${response.url()} answered ${response.status()}`);
  });
  const lookAt = async (shown: { name: string; file: string }) => {
    await settled(page);
    for (const what of [...(await wrongWith(page)), ...(await inaccessible(page))]) note(`${shown.name}: ${what}`);
    if (screenshots !== undefined) await pictures(page, `${screenshots}/${shown.file}`);
  };
  return {
    look: async (name, { everyLanguage = false, telephone = false } = {}) => {
      const lookIn = async (shown: { name: string; file: string }) => {
        await lookAt(shown);
        for (const what of telephone ? await tooWideForTelephone(page) : []) note(`${shown.name}: ${what}`);
      };
      await lookIn({ name, file: name });
      if (!everyLanguage) return;
      for (const one of otherLanguages) {
        await speak(page, one);
        // English has the widths of Chinese; Uyghur words are long and stand the other way round.
        const look = one.tag === 'ug' ? lookIn : lookAt;
        await look({ name: `${name} in ${one.title}`, file: `${name}-${one.tag}` });
      }
      await speak(page, { title: '中文', tag: 'zh-CN' });
    },
  };
}

/** What is asked inside the page, as text: this program itself has no `document`. */
const asked = {
  fonts: `document.fonts.ready.then(() => null)`,
  text: `(() => {
    const copy = document.body.cloneNode(true);
    for (const code of copy.querySelectorAll('.code, code, pre, script, style')) code.remove();
    return copy.textContent;
  })()`,
  excess: `document.documentElement.scrollWidth - document.documentElement.clientWidth`,
  // English names that a library gives by itself, to icons and buttons: whoever listens to another language would hear them.
  // An option of a list is called by its own words, and some of them are names in Latin letters: “postgresql”.
  spoken: `document.documentElement.lang === 'en' ? [] : [...document.querySelectorAll('[aria-label]:not([role="option"])')]
    .filter((one) => one.closest('[aria-hidden="true"]') === null)
    .map((one) => one.getAttribute('aria-label'))
    .filter((name) => /^[A-Z]?[a-z]+(?:[ -][a-z]+)*$/.test(name))`,
  painted: `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))`,
  widest: `(() => {
    const end = (one) => Math.abs(one.getBoundingClientRect().width);
    const out = [...document.querySelectorAll('main *')].filter((one) => end(one) > document.documentElement.clientWidth);
    const last = out.at(-1);
    return last ? last.tagName.toLowerCase() + '.' + [...last.classList].join('.') : '';
  })()`,
} as const;

/** Nothing is loading any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('.ant-skeleton-active, .ant-spin-spinning, .ant-btn-loading').first().waitFor({ state: 'hidden' });
  await page.evaluate(asked.fonts);
}

async function wrongWith(page: Page): Promise<string[]> {
  return [...(await badWords(page)), ...(await spokenEnglish(page)), ...(await tooWide(page))];
}

/** Keys of message files that reached the screen, and values that a program forgot to turn into words. */
async function badWords(page: Page): Promise<string[]> {
  const text = await page.evaluate<string>(asked.text);
  const keys = /\b(?:portal|catalog|sharing|gateway|identity|audit|law|desk|field|refusal|platform)\.[a-z][\w-]*(?:\.[\w-]+)*/gu;
  const values = /\[object Object\]|\bundefined\b|\bNaN\b|Invalid Date/gu;
  return [...new Set([...text.matchAll(keys), ...text.matchAll(values)].map(([word]) => `shows “${word}”`))];
}

async function spokenEnglish(page: Page): Promise<string[]> {
  const names = await page.evaluate<string[]>(asked.spoken);
  return [...new Set(names)].map((name) => `says “${name}” in English to whoever listens`);
}

/** A page that has to be scrolled sideways cuts something off. */
async function tooWide(page: Page): Promise<string[]> {
  const excess = await page.evaluate<number>(asked.excess);
  return excess > 0 ? [`is ${excess} px wider than the window ${await page.evaluate<string>(asked.widest)}`] : [];
}

/** The same on a narrow screen; the page is as wide as before afterwards. */
async function tooWideForTelephone(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? large;
  await page.setViewportSize(narrow);
  // The menu folds by a script that hears of the new width a moment later.
  await page.locator('.ant-layout-sider-collapsed').waitFor({ state: 'attached' });
  await page.evaluate(asked.painted);
  const found = await tooWide(page);
  await page.setViewportSize(before);
  return found.map((what) => `at ${narrow.width} px ${what}`);
}

type Violation = { id: string; impact: string | null; help: string; nodes: { target: string[] }[] };

/** Serious and critical violations of WCAG 2.1 A and AA. */
async function inaccessible(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) =>
       violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(({ target }) => ({ target: target.map(String) })) })))`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes
          .slice(0, 4)
          .map(({ target }) => target.join(' '))
          .join(' | ')} (${nodes.length})`,
    );
}

/** The whole page at every width; where a dialog is open, what is seen of it at once. */
async function pictures(page: Page, path: string): Promise<void> {
  const small = page.viewportSize() ?? large;
  for (const size of [narrow, small, large]) {
    await page.setViewportSize(size);
    const fullPage = (await page.getByRole('dialog').count()) === 0;
    if (fullPage) await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path: `${path}-${size.width}.png`, fullPage, animations: 'disabled' });
  }
  await page.setViewportSize(small);
}

/** Languages that a page is shown in beside Chinese, as the menu writes them. */
const otherLanguages = [
  { title: 'ئۇيغۇرچە', tag: 'ug' },
  { title: 'English', tag: 'en' },
] as const;

/** The same page in another language; nothing is loaded anew, so that a half-filled form, or an open dialog, stays what it is. */
async function speak(page: Page, { title, tag }: { title: string; tag: string }): Promise<void> {
  const list = page.getByRole('banner').getByRole('combobox');
  const option = page.locator(`.ant-select-item-option[title="${title}"]`);
  // Over an open dialog nobody can press the list; its words are looked at all the same.
  if ((await page.getByRole('dialog').count()) > 0) {
    await list.dispatchEvent('mousedown');
    await option.dispatchEvent('click');
  } else {
    await list.click();
    await option.click();
  }
  // The words come in a file of their own.
  await page.locator(`html[lang="${tag}"]`).waitFor({ state: 'attached' });
}
