type LimitName =
  | 'fileBytesMax'
  | 'zipEntriesMax'
  | 'zipUnpackedBytesMax'
  | 'zipRatioMax'
  | 'zipRatioFromBytes'
  | 'zipPathDepthMax'
  | 'rowsMax'
  | 'columnsMax'
  | 'mergesMax'
  | 'flawedCellsMax'
  | 'cellBytesMax'
  | 'headerRowsSearched';

export type TableLimits = Readonly<Record<LimitName, number>>;

/** Bounds of one uploaded table. Whatever can grow has a limit here, and a refusal names the limit that was met. */
export const tableLimits: TableLimits = {
  /** Size of the uploaded file. */
  fileBytesMax: 32 * 1024 * 1024,
  /** Entries of a workbook's ZIP directory. */
  zipEntriesMax: 2_000,
  /** Unpacked size of all parts together, declared and measured. */
  zipUnpackedBytesMax: 256 * 1024 * 1024,
  /** Unpacked : packed of one part; spreadsheet XML of real catalogues stays below 40. */
  zipRatioMax: 250,
  /** Parts smaller than this are never refused for their ratio. */
  zipRatioFromBytes: 1024 * 1024,
  /** Folders in a part's path. */
  zipPathDepthMax: 8,
  rowsMax: 50_000,
  columnsMax: 200,
  mergesMax: 100_000,
  /** Cells with a formula or an error value that are named one by one. */
  flawedCellsMax: 100_000,
  /** Bytes of one cell's text in UTF-8, however the file writes it; what a field takes of them the module says. */
  cellBytesMax: 64 * 1024,
  /** The header stands in one of the first rows, after a title and a note. */
  headerRowsSearched: 10,
};
