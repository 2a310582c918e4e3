import { translationStates, type TranslationState } from '@karez/contract/catalog/translation';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import {
  clear,
  confirm,
  countsOf,
  deliver,
  nextTranslationState,
  outdate,
  pass,
  readingOf,
  sendBack,
  stateFrom,
  stateOf,
  translationEvents,
  translationTransitions,
  write,
  type FieldText,
  type Stamp,
  type TranslationEvent,
} from './translation.ts';

const at = new Date('2026-11-23T02:00:00Z');
const stampOf = (by: string): Stamp => ({ by, orgId: 'org', organisationName: '市民宗委', at });
const translator = stampOf('translator');
const reviewer = { ...stampOf('reviewer'), opinion: '已校' };
const zh = '企业名称';

function made(text: FieldText | undefined | { refused: true }): FieldText {
  if (text === undefined || isRefusal(text) || !('field' in text)) throw new Error('no text');
  return text;
}
const drafted = () => made(write(undefined, { field: 'name', text: 'كارخانا نامى', zh, stamp: translator }));
const delivered = () => made(deliver(drafted()));
const reviewed = () => made(pass(delivered(), reviewer));

const inState: Readonly<Record<TranslationState, () => FieldText | undefined>> = {
  missing: () => undefined,
  draft: drafted,
  translated: delivered,
  reviewed,
  stale: () => made(outdate(reviewed())),
};
const doing: Readonly<Record<TranslationEvent, (text: FieldText | undefined) => ReturnType<typeof deliver> | undefined>> = {
  write: (text) => write(text, { field: 'name', text: 'شىركەت نامى', zh, stamp: translator }),
  clear,
  deliver,
  confirm: (text) => confirm(text, { zh: '企业全称', stamp: translator }),
  pass: (text) => pass(text, reviewer),
  return: (text) => sendBack(text, { ...reviewer, opinion: '术语不一致' }),
  outdate: (text) => (text === undefined ? { refused: true, code: 'none', params: {}, fields: [] } : outdate(text)),
};

describe('every event on a field in every state', () => {
  test.each(translationStates.flatMap((state) => translationEvents.map((event) => ({ state, event }))))(
    '$event on a field that is $state happens as the transition table says',
    ({ state, event }) => {
      const expected = translationTransitions[state][event];

      const next = doing[event](inState[state]());

      if (expected === undefined) {
        expect(next).toMatchObject({ refused: true });
        expect(nextTranslationState(state, event)).toMatchObject({ code: 'catalog.translation.illegal-transition' });
      } else expect(next === undefined || !isRefusal(next) ? stateOf(next) : next).toBe(expected);
    },
  );
});

describe('the reviewer is not the translator', () => {
  test('whoever wrote, went on writing or confirmed a text neither passes nor returns it', () => {
    const second = made(write(delivered(), { field: 'name', text: 'شىركەتنىڭ نامى', zh, stamp: reviewer }));

    for (const by of [{ ...translator, opinion: '' }, reviewer]) {
      expect(pass(made(deliver(second)), by)).toMatchObject({ code: 'catalog.translation.own-work' });
      expect(sendBack(made(deliver(second)), by)).toMatchObject({ code: 'catalog.translation.own-work' });
    }
    const confirmed = made(confirm(made(outdate(reviewed())), { zh: '企业全称', stamp: reviewer }));
    expect(pass(confirmed, reviewer)).toMatchObject({ code: 'catalog.translation.own-work' });
  });

  test('a reviewed or stale text that is written anew is the work of its new writer only', () => {
    for (const before of [reviewed(), made(outdate(reviewed()))])
      expect(write(before, { field: 'name', text: 'باشقا', zh, stamp: reviewer })).toMatchObject({ authors: ['reviewer'] });
  });
});

describe('what readers see', () => {
  test('nothing of a draft; what was handed over as not reviewed; what was passed as reviewed', () => {
    expect(readingOf(drafted(), zh)).toBeUndefined();
    expect(readingOf(delivered(), zh)).toEqual({ text: 'كارخانا نامى', mark: 'unreviewed' });
    expect(readingOf(reviewed(), zh)).toEqual({ text: 'كارخانا نامى', mark: 'reviewed' });
    expect(readingOf(made(sendBack(delivered(), { ...reviewer, opinion: '' })), zh)).toBeUndefined();
  });

  test('a reviewed text stays in sight until another one of the same Chinese is reviewed', () => {
    const rewritten = made(write(reviewed(), { field: 'name', text: 'شىركەت نامى', zh, stamp: translator }));
    const shown = { text: 'كارخانا نامى', mark: 'reviewed' };

    expect(readingOf(rewritten, zh)).toEqual(shown);
    expect(readingOf(made(deliver(rewritten)), zh)).toEqual(shown);
    expect(readingOf(made(sendBack(made(deliver(rewritten)), { ...reviewer, opinion: '' })), zh)).toEqual(shown);
    expect(readingOf(made(pass(made(deliver(rewritten)), reviewer)), zh)).toEqual({ text: 'شىركەت نامى', mark: 'reviewed' });
  });

  test('a text of earlier Chinese says so until a new one is handed over or the old one is confirmed; a draft never shows itself by it', () => {
    const stale = made(outdate(reviewed()));
    const rewritten = made(write(stale, { field: 'name', text: 'يېڭى', zh: '企业全称', stamp: translator }));

    expect(readingOf(stale, '企业全称')).toEqual({ text: 'كارخانا نامى', mark: 'outdated' });
    expect(readingOf(rewritten, '企业全称')).toEqual({ text: 'كارخانا نامى', mark: 'outdated' });
    expect(readingOf(made(deliver(rewritten)), '企业全称')).toEqual({ text: 'يېڭى', mark: 'unreviewed' });
    expect(readingOf(made(confirm(stale, { zh: '企业全称', stamp: translator })), '企业全称')).toMatchObject({ mark: 'unreviewed' });
    expect(readingOf(made(outdate(drafted())), '企业全称')).toBeUndefined();
  });
});

test.each([
  [[], 'missing'],
  [['draft'], 'draft'],
  [['translated'], 'draft'],
  [['translated', 'reviewed'], 'translated'],
  [['reviewed', 'reviewed'], 'reviewed'],
  [['reviewed', 'stale'], 'stale'],
] as const)('an entry of two fields in %j is %s', (states, expected) => {
  const texts = new Map(states.map((state, at_) => [String(at_), made(inState[state]())]));

  expect(stateFrom(countsOf({ texts }, ['0', '1']))).toBe(expected);
});
