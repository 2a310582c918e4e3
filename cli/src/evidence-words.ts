import type { Finding, Note, Verification } from '@karez/policy/evidence/findings';

const range = (from: number, to: number) => (to - from === 1 ? `record ${from}` : `records ${from} to ${to - 1}`);

type Words<T extends { readonly kind: string }> = { readonly [K in T['kind']]: (item: Extract<T, { readonly kind: K }>) => string };

const findingWords: Words<Finding> = {
  'damaged-line': ({ line }) => `line ${line} is damaged or does not belong there`,
  altered: ({ line, index }) => `record ${index} (line ${line}) was altered: its bytes are not those that were sealed`,
  missing: ({ from, to }) => `${range(from, to)} ${to - from === 1 ? 'is' : 'are'} missing`,
  'cut-short': ({ from, to }) => `the file is cut short: ${range(from, to)} ${to - from === 1 ? 'is' : 'are'} missing at its end`,
  duplicated: ({ line, index }) => `line ${line} repeats record ${index}`,
  'out-of-order': ({ line, index }) => `line ${line} holds record ${index}, which belongs further up`,
  foreign: ({ line }) => `line ${line} was never sealed in this log`,
  'erased-without-record': ({ line, index, by }) =>
    `record ${index} (line ${line}) is said to be erased by rule, but no record ${by} in this file says so`,
  'tile-broken': ({ level, index }) => `tile ${level}/${index} is damaged: its hashes do not lead to the signed root`,
  'tile-missing': ({ level, index }) => `tile ${level}/${index} is missing`,
  'range-altered': ({ from, to }) =>
    `among ${range(from, to)} something was altered; their tile is damaged too, so it cannot be told which`,
  'root-differs': ({ number, size }) => `the hashes in this file do not give the root that head ${number} (${size} records) signs`,
  'head-missing': () => 'there is no signed head in this file',
  'head-unfit': ({ line }) => `the head on line ${line} is not of this log or cannot be read`,
  'head-signature': ({ number }) => `the signature of head ${number} is not valid`,
  'head-key-unknown': ({ number, key }) => `head ${number} is signed with key ${key}, which is not trusted here`,
  'head-chain': ({ number }) => `head ${number} does not follow the one before it`,
  'proof-fails': ({ index }) => `the proof that record ${index} is in the log does not hold`,
  'opening-differs': ({ field }) => `the value given for “${field}” is not the one that was committed to`,
  'signed-text-differs': ({ side }) => `the text of the ${side} is not the one that was signed`,
  'signed-otherwise': ({ side }) => `the record given for the ${side} is of no act by which it signs`,
  'sheet-differs': ({ side }) => `the sheet that was signed on paper for the ${side} bore another text`,
  'signature-missing': ({ side }) => `the signature of the ${side} is missing`,
  'key-signature': ({ side }) =>
    `the signature by the ${side}'s own key is not over these terms, or the key was not confirmed for it before`,
  'signed-apart': () => 'the signatures or their texts belong to different cases, or one was entered twice',
  fork: ({ number }) => `FORK: the witness holds another history from head ${number} on; the operator signed two`,
  'rolled-back': ({ size, witnessSize }) =>
    `ROLLED BACK: the log had ${size} records when this file was made, but the witness had seen ${witnessSize} before (an old backup restored, or the end cut off)`,
};

const noteWords: Words<Note> = {
  'no-witness': () => 'No witness was asked: that records were cut off the end of the log cannot be excluded.',
  'keys-from-file': ({ keys }) =>
    `The keys were taken from the file itself (${keys.join(', ') || 'none'}): compare them with the published ones.`,
  'erased-by-rule': ({ rule, count }) =>
    `${count} record(s) erased by rule “${rule}”: their hashes are in place, and the act of erasing is proven.`,
  'part-of-log': ({ from, to, size }) => `The file covers ${range(from, to)} of a log of ${size}; it says nothing about the others.`,
  'witness-agrees': ({ number, size }) => `The witness agrees: its newest head, ${number} (${size} records), is part of this history.`,
  'witness-saw-more': ({ size, witnessSize }) =>
    `The file is older than the witness: it ends at ${size} records, the witness has seen ${witnessSize}.`,
  'page-unbound': () => 'The drawn pages are NOT verified, only the texts within: compare the pages with the terms above.',
  'one-side-only': () => 'Only the provider’s signature is in this paper; the requester’s record is named on its page.',
  'witness-cannot-tell': () =>
    'The witness’s newest head lies outside of what this file covers: it can neither confirm nor deny. Export from record 0 to compare.',
  'witness-without-log': ({ log }) => `The witness has never seen log ${log}.`,
  'follows-log': ({ log, size, reason, witnessSize }) =>
    `This log was begun after log ${log} (${size} records): “${reason}”.${witnessSize !== null && witnessSize > size ? ` The witness had seen ${witnessSize} of it: ${witnessSize - size} record(s) were lost.` : ''}`,
};

/** A table of words with one entry for each kind, so the entry of an item's kind takes that item: the compiler cannot tie the two together. */
function worded<T extends { readonly kind: string }>(table: Words<T>, item: T): string {
  const word: unknown = Reflect.get(table, item.kind);
  return typeof word === 'function' ? String(Reflect.apply(word, undefined, [item])) : item.kind;
}

/** Who signed, and every line of what was signed: texts that a file brings along may steer nothing. */
function signedWords({ side, organisation, at, text, scan }: NonNullable<Verification['signed']>[number]): string[] {
  const lines = JSON.stringify(JSON.parse(text), null, 2)
    .replaceAll(/(?!\n)[\p{Cc}\p{Cf}]/gu, '')
    .split('\n');
  const onPaper =
    scan === undefined
      ? []
      : [
          `    on PAPER; two officers of the organisation entered the sheet. SM3 of its scan: ${scan}`,
          '    (compare a scan with: openssl dgst -sm3 FILE; hand and seal on the sheet are not verified here)',
        ];
  return [`  signed for the ${side} (organisation ${organisation}) at ${at}:`, ...onPaper, ...lines.map((line) => `    ${line}`)];
}

/** A text that a file brings along, without what could steer a terminal. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 140);

/** Whose own key signed too; what did not verify is called a claim. What a record of the log says is plain text. */
const keyWords =
  (findings: Verification['findings']) =>
  ({ side, at, publicKey }: NonNullable<Verification['byKey']>[number]): string =>
    findings.some((item) => item.kind === 'key-signature' && item.side === side)
      ? `  the ${side} is CLAIMED to have signed by its own SM2 key too; this does NOT verify: ${plain(publicKey)}`
      : `  the ${side} also signed by its own SM2 key at ${plain(at)}: ${plain(publicKey)}`;

/** What a verification found, in sentences; the verdict comes first. */
export function told(verification: Verification, file: string): string[] {
  const { form, head, findings } = verification;
  const verdict = verification.intact ? 'INTACT' : `NOT INTACT: ${findings.length} finding(s)`;
  const about =
    form === 'receipt'
      ? `receipt of record ${verification.from} of log ${verification.log}`
      : form === 'paper'
        ? `paper with ${verification.records} signature(s) in log ${verification.log}`
        : `${verification.records} record(s)${verification.erased > 0 ? `, ${verification.erased} erased by rule` : ''} of log ${verification.log || '(unreadable)'}`;
  return [
    `${verdict}  ${file}`,
    `  ${about}`,
    ...(head ? [`  under head ${head.number} of ${head.at}: ${head.size} records, root ${head.root}, key ${head.key}`] : []),
    ...(verification.signed ?? []).flatMap(signedWords),
    ...(verification.byKey ?? []).map(keyWords(findings)),
    ...findings.map((item) => `  ! ${worded(findingWords, item)}`),
    ...verification.notes.map((item) => `  - ${worded(noteWords, item)}`),
    '  Evidence proves what was released, not that it was received.',
  ];
}
