/** Binary units, bytes. */
const MIB = 1024 * 1024;

/** Bytes of the largest CSV file: two million rows of the ledger are about 400 MB. */
export const MAX_CSV_BYTES = 512 * MIB;

/** Bytes of the largest XLSX file: a full sheet of 1,048,576 rows is about 60 MB. */
export const MAX_XLSX_BYTES = 64 * MIB;

/** Parts of a workbook: real ones have 10 to 100, one with many pictures some hundred. */
export const MAX_XLSX_PARTS = 2_000;

/**
 * Unpacked bytes of one part: below the longest string of the engine, since some parts are read as one
 * string.
 */
export const MAX_XLSX_PART_BYTES = 400 * MIB;

/** Unpacked bytes of all parts together. */
export const MAX_XLSX_TOTAL_BYTES = 800 * MIB;

/** Unpacked to packed bytes of a part over 1 MiB: real sheets stay under 60, a zip bomb is near 1,000. */
export const MAX_XLSX_RATIO = 200;

/** Parts up to this size may be packed at any ratio, bytes. */
export const RATIO_FREE_BYTES = MIB;

/** Characters of one row of CSV: an unclosed quotation mark would otherwise swallow the whole file. */
export const MAX_CSV_ROW_CHARACTERS = MIB;

/** Columns that are looked at; further ones are not read. */
export const MAX_COLUMNS = 300;

/** Rows from the top of a sheet among which the header is looked for: titles and notes stand above it. */
export const HEADER_SEARCH_ROWS = 30;
