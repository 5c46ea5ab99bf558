/** The beginning of a text without its markup, at most so many characters long. */
export const firstWords = (html: string, length: number): string => {
  const { body } = new DOMParser().parseFromString(html.replace(/<\/(p|li|tr|blockquote)>|<br>/g, ' '), 'text/html');
  const words = body.textContent.replace(/\s+/g, ' ').trim();
  return words.length > length ? `${words.slice(0, length - 1).trimEnd()}…` : words;
};
