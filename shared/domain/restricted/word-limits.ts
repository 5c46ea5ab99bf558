/** All words of a service must fit into one row of 400 KB. */
export const WORDS_LIMIT = 1000;
/** Maximum UTF-16 units of a word. */
export const WORD_LENGTH = 50;
