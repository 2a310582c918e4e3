import { expect, test } from 'vitest';
import { scanTypeOf } from './scan-type.ts';

const pdf = '%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n';
const png = Buffer.from('89504e470d0a1a0a0000000049454e44ae426082', 'hex');
const jpeg = Buffer.from('ffd8ffe000104a464946ffd9', 'hex');

test('a scan is what its ending, its beginning and its end say together', () => {
  expect(scanTypeOf('签批单.PDF', Buffer.from(pdf))).toBe('application/pdf');
  expect(scanTypeOf('a.png', png)).toBe('image/png');
  expect(scanTypeOf('a.jpeg', jpeg)).toBe('image/jpeg');
  expect(scanTypeOf('a.jpg', Buffer.concat([jpeg, Buffer.alloc(100)]))).toBe('image/jpeg');
  for (const [name, bytes] of [
    ['a.pdf', png],
    ['a.png', jpeg],
    ['a.docx', Buffer.from('504b0304', 'hex')],
    ['a.svg', Buffer.from('<svg/>')],
    ['a.pdf.exe', Buffer.from(pdf)],
    ['a.pdf', Buffer.alloc(0)],
  ] as const)
    expect(scanTypeOf(name, bytes)).toEqual({ fault: 'unknown' });
});

test('one that was cut short on its way is not taken for whole', () => {
  expect(scanTypeOf('a.pdf', Buffer.from(pdf.slice(0, -8)))).toEqual({ fault: 'cut-short' });
  expect(scanTypeOf('a.png', png.subarray(0, -3))).toEqual({ fault: 'cut-short' });
  expect(scanTypeOf('a.jpg', jpeg.subarray(0, -1))).toEqual({ fault: 'cut-short' });
  expect(scanTypeOf('a.jpg', Buffer.concat([jpeg, Buffer.alloc(10_000)]))).toEqual({ fault: 'cut-short' });
});

test('a PDF that could run, open or unpack something is no scan', () => {
  for (const name of [
    '/JavaScript',
    '/Launch',
    '/EmbeddedFile',
    '/Encrypt',
    '/S /URI /URI (http://a)',
    '/GoToR',
    '/GoToE',
    '/J#61vaScript',
    '/#4Caunch',
    '/U#52I',
  ])
    expect(scanTypeOf('a.pdf', Buffer.from(pdf.replace('<<>>', `<< ${name} 2 0 R >>`)))).toEqual({ fault: 'active' });
  // What only begins like such a name is none.
  expect(scanTypeOf('a.pdf', Buffer.from(pdf.replace('<<>>', '<< /URIs 2 0 R /T#20x 1 >>')))).toBe('application/pdf');
});
