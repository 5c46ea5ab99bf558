const HANGUL = /\p{Script=Hangul}/u;
/** Scripts without spaces between words: a line may break after each letter. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
/** From so many such letters on, a cell has a least width. */
const SENTENCE = 6;

/**
 * Keeps a table's columns from shrinking to one letter a line: Korean breaks between words alone, and a cell with a
 * sentence of a script without spaces has a least width. Each outermost table gets a box of its own that scrolls.
 */
export const keepWordsOfTables = (body: HTMLElement): void => {
  for (const table of body.querySelectorAll('table')) {
    if (table.parentElement?.closest('table')) continue;
    if (HANGUL.test(table.textContent)) table.dataset.wholeWords = '';
    for (const cell of table.querySelectorAll<HTMLTableCellElement>('td, th'))
      if (cell.querySelector('table') === null && (cell.textContent.match(UNSPACED)?.length ?? 0) >= SENTENCE)
        cell.dataset.sentence = '';
    const box = table.ownerDocument.createElement('div');
    box.dataset.scroll = '';
    if (table.dir !== '') box.dir = table.dir;
    table.replaceWith(box);
    box.append(table);
  }
};
