// How much of a hostile file is accepted. An A3 sheet at 600 dpi has 70 million pixels.
export const MAX_FILE_BYTES = 256 * 1024 * 1024;
export const MAX_PAGES = 300;
export const MAX_PIXELS = 100_000_000;
/** Of the whole image process: the largest page that is accepted, as a scanner gives it, fits in. */
export const MAX_MEMORY_BYTES = 1536 * 1024 * 1024;
export const TASK_TIMEOUT_MS = 60_000;
