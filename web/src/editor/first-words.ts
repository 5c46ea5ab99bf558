import { textOfHtml } from '../ui/text-of-html.ts';

/** The beginning of a text without its markup, at most so many characters long. */
export const firstWords = (html: string, length: number): string => {
  const words = textOfHtml(html).replace(/\s+/g, ' ');
  return words.length > length ? `${words.slice(0, length - 1).trimEnd()}…` : words;
};
