import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleAmong, articleIn, documentIn, namedIn, numberIn, shortTitle, type HeldArticle } from './named-article.ts';

const pipl = { id: 'PIPL', title: '中华人民共和国个人信息保护法', documentNumber: null, repealedOn: null };
const sharing = { id: '809', title: '政务数据共享条例', documentNumber: '国务院令第809号', repealedOn: null };
const plan = { id: '51', title: '政务信息资源共享管理暂行办法', documentNumber: '国发〔2016〕51号', repealedOn: null };
const guide = { id: '1272', title: '政务信息资源目录编制指南（试行）', documentNumber: '发改高技〔2017〕1272号', repealedOn: null };
const register = [pipl, sharing, plan, guide];
const named = (title: string, docNo = '', article = '第一条') => ({ title, docNo, article });
const idOf = (title: string, docNo = '') => namedIn(register)(named(title, docNo))?.id;

const ones = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/** A number below ten thousand as Chinese law counts its articles: 二百零一, 十三, 一百一十五. */
function inWords(number: number): string {
  const places = Array.from(String(number).padStart(4, '0')).map((digit, at) =>
    digit === '0' ? '零' : `${ones[Number(digit)]}${'千百十'[at] ?? ''}`,
  );
  return places
    .join('')
    .replaceAll(/零+/gu, '零')
    .replaceAll(/^零|零$/gu, '')
    .replace(/^一十/u, '十');
}

describe('an article by its number', () => {
  test('every number below ten thousand is the same in Chinese numerals and in digits, with and without spaces and 之', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 30 }), (number, further) => {
        expect(numberIn(inWords(number))).toBe(number);
        expect(articleIn(`第${inWords(number)}条`)).toEqual({ article: String(number), within: '' });
        expect(articleIn(` 第 ${number} 条 `)).toEqual({ article: String(number), within: '' });
        expect(articleIn(`第${inWords(number)}条之${inWords(further)}`)).toEqual(articleIn(`第${number}条之${further}`));
        expect(articleIn(`第${number}条之${further}`)?.article).not.toBe(String(number));
      }),
    );
  });

  test('paragraphs and items stand within their article; several articles, and words without a number, name none', () => {
    expect(articleIn('第十三条第一款第（二）项')).toEqual({ article: '13', within: '1款2项' });
    expect(articleIn('第二百〇一条')).toEqual({ article: '201', within: '' });
    expect(articleIn('3.1')).toEqual({ article: '3.1', within: '' });
    for (const none of ['第十三条、第十四条', '第某条', '—', '', '第三章']) expect(articleIn(none), none).toBeNull();
  });

  test('a paragraph is found where the register holds it, else the article that it stands in; 之一 is another article', () => {
    const article = (id: string, number: string, state: HeldArticle['state'] = 'in-force') => ({ id, number, state, instrumentId: 'X' });
    const held = [article('a', '第十条'), article('b', '第十条之一'), article('c', '第十条第二款'), article('d', '第十一条', 'repealed')];
    const found = (text: string) => articleAmong(held, named('x', '', text))?.id;
    expect(found('第10条')).toBe('a');
    expect(found('第十条第一款')).toBe('a');
    expect(found('第10条第2款')).toBe('c');
    expect(found('第十条之一')).toBe('b');
    expect(found('第十条之二')).toBeUndefined();
    expect(found('第十一条')).toBe('d');
    expect(found('第十一条第二款')).toBe('d');
  });
});

describe('an instrument by its name', () => {
  test('marks, the state’s name, brackets and the spelling of the number make no difference', () => {
    for (const title of ['个人信息保护法', '《个人信息保护法》', '《中华人民共和国个人信息保护法》', ' 中华人民共和国 个人信息保护法'])
      expect(idOf(title), title).toBe('PIPL');
    expect(idOf('个人信息保护法', '主席令第九十一号')).toBe('PIPL');
    for (const docNo of ['国务院令第809号', '中华人民共和国国务院令第 809 号', '国务院令第八百零九号', '', '—'])
      expect(idOf('政务数据共享条例', docNo), docNo).toBe('809');
    for (const docNo of ['国发[2016]51号', '国发(2016)51号', '国发【2016】51号', '国发〔二〇一六〕51号'])
      expect(idOf('政务信息资源共享管理暂行办法', docNo), docNo).toBe('51');
    expect(idOf('政务信息资源目录编制指南')).toBe('1272');
    expect(shortTitle('《某办法》（2019修订）')).toBe('某办法');
    expect(documentIn('未载明')).toBeNull();
  });

  test('part of a title counts beside the same number only, and another number is another instrument', () => {
    expect(idOf('共享管理暂行办法', '国发〔2016〕51号')).toBe('51');
    expect(idOf('共享管理暂行办法')).toBeUndefined();
    expect(idOf('政务数据共享条例', '国务院令第492号')).toBeUndefined();
    expect(idOf('数据条例')).toBeUndefined();
  });

  test('of two of the same title the one in force is meant; two alike are not guessed', () => {
    const old = { ...sharing, id: 'old', documentNumber: null, repealedOn: '2020-01-01' };
    const now = { ...old, id: 'now', repealedOn: null };
    expect(namedIn([old, now])(named(old.title))?.id).toBe('now');
    expect(namedIn([now, { ...now, id: 'other' }])(named(now.title))).toBeUndefined();
    expect(namedIn([old])(named(old.title))?.id).toBe('old');
  });
});
