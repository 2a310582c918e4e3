/** What is wrong with evidence, and where. `index` counts leaves of the log from 0, `line` lines of the file from 1. */
export type Finding =
  /** a line of the file is damaged or stands where it does not belong */
  | { readonly kind: 'damaged-line'; readonly line: number }
  /** the bytes of a record are not those that were sealed */
  | { readonly kind: 'altered'; readonly line: number; readonly index: number }
  /** records that were sealed are not in the file */
  | { readonly kind: 'missing'; readonly from: number; readonly to: number }
  /** the file ends before its range does */
  | { readonly kind: 'cut-short'; readonly from: number; readonly to: number }
  | { readonly kind: 'duplicated'; readonly line: number; readonly index: number }
  | { readonly kind: 'out-of-order'; readonly line: number; readonly index: number }
  /** a line that was never sealed in this log */
  | { readonly kind: 'foreign'; readonly line: number }
  /** a body is said to have gone by rule, and no record in the file says so */
  | { readonly kind: 'erased-without-record'; readonly line: number; readonly index: number; readonly by: string }
  /** hashes of a tile do not lead to the signed root */
  | { readonly kind: 'tile-broken'; readonly level: number; readonly index: number }
  | { readonly kind: 'tile-missing'; readonly level: number; readonly index: number }
  /** some record in this range was changed; its tile is damaged too, so it cannot be told which */
  | { readonly kind: 'range-altered'; readonly from: number; readonly to: number }
  | { readonly kind: 'root-differs'; readonly number: number; readonly size: number }
  | { readonly kind: 'head-missing' }
  /** a head is not of this log, or reads as no head */
  | { readonly kind: 'head-unfit'; readonly line: number }
  | { readonly kind: 'head-signature'; readonly number: number }
  /** no trusted key has the id that signed the head */
  | { readonly kind: 'head-key-unknown'; readonly number: number; readonly key: string }
  /** a head does not name the one before it, or time or size fall */
  | { readonly kind: 'head-chain'; readonly number: number }
  | { readonly kind: 'proof-fails'; readonly index: number }
  /** an opening does not fit its commitment */
  | { readonly kind: 'opening-differs'; readonly field: string }
  /** a paper's text is not the one that this side signed */
  | { readonly kind: 'signed-text-differs'; readonly side: string }
  /** the record of a signature is of an act by which this side does not sign */
  | { readonly kind: 'signed-otherwise'; readonly side: string }
  /** the sheet that was signed on paper bore another text */
  | { readonly kind: 'sheet-differs'; readonly side: string }
  | { readonly kind: 'signature-missing'; readonly side: string }
  /** a signature by a unit's own key is not over these terms, or the key was not that unit's */
  | { readonly kind: 'key-signature'; readonly side: string }
  /** the signatures of a paper, or its texts, belong to different cases or entries, or one was entered twice */
  | { readonly kind: 'signed-apart' }
  /** the witness holds another head of the same number: two histories were signed */
  | { readonly kind: 'fork'; readonly number: number }
  /** the log was shorter when this file was made than it had been: it was rolled back or cut */
  | { readonly kind: 'rolled-back'; readonly size: number; readonly witnessSize: number };

/** What the reader must know although nothing is wrong. */
export type Note =
  /** no witness: whether records were cut off the end of the log cannot be excluded */
  | { readonly kind: 'no-witness' }
  | { readonly kind: 'keys-from-file'; readonly keys: readonly string[] }
  | { readonly kind: 'erased-by-rule'; readonly rule: string; readonly count: number }
  | { readonly kind: 'part-of-log'; readonly from: number; readonly to: number; readonly size: number }
  | { readonly kind: 'witness-agrees'; readonly number: number; readonly size: number }
  | { readonly kind: 'witness-saw-more'; readonly size: number; readonly witnessSize: number }
  /** what a paper shows on its pages is not what was verified */
  | { readonly kind: 'page-unbound' }
  /** only the provider's signature is in the paper */
  | { readonly kind: 'one-side-only' }
  | { readonly kind: 'witness-cannot-tell' }
  | { readonly kind: 'witness-without-log'; readonly log: string }
  | {
      readonly kind: 'follows-log';
      readonly log: string;
      readonly size: number;
      readonly reason: string;
      readonly witnessSize: number | null;
    };

export type Verification = {
  readonly form: 'export' | 'receipt' | 'paper';
  readonly log: string;
  /** `intact` means: no finding. */
  readonly intact: boolean;
  readonly records: number;
  readonly erased: number;
  readonly from: number;
  readonly to: number;
  /** The last head that was checked: the signed word that everything rests on. */
  readonly head: {
    readonly number: number;
    readonly size: number;
    readonly at: string;
    readonly root: string;
    readonly key: string;
  } | null;
  /** Of a paper: who signed when, and the text; `scan` is SM3 of the scanned sheet where that side signed on paper. */
  readonly signed?: readonly {
    readonly side: string;
    readonly organisation: string;
    readonly at: string;
    readonly text: string;
    readonly scan?: string;
  }[];
  /** Of a paper: which sides signed the terms by their own SM2 key too. */
  readonly byKey?: readonly { readonly side: string; readonly at: string; readonly publicKey: string }[];
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
};

/** Of one kind of finding at most so many are listed one by one. */
export const findingsMax = 1000;
