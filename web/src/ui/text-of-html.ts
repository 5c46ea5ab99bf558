/** A text without its markup: each of its paragraphs, items and rows on a line of its own. */
export const textOfHtml = (html: string): string =>
  new DOMParser()
    .parseFromString(html.replace(/<\/(p|li|tr|blockquote)>|<br>/g, '\n'), 'text/html')
    .body.textContent.trim();
