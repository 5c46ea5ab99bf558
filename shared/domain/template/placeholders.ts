/** `#{name}`: where a value goes. */
const PLACEHOLDER = /#\{([A-Za-z][\w.]*)\}/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (char) => ESCAPES[char]!);

/** The plain value of a name; undefined for one that isn't known: then the placeholder stays. */
export type ValueOf = (name: string) => string | undefined;

const put = (text: string, value: ValueOf, encode: (value: string) => string = (plain) => plain): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => {
    const plain = value(name);
    return plain === undefined ? whole : encode(plain);
  });

/** Values go in at once and are not looked at again: a `#{…}` that somebody wrote stays what it is. */
export const fillText = (text: string, value: ValueOf): string => put(text, value);

/** Inside an address a value is a piece of it and no more: it can't end it, and it can't be another. */
const fillTag = (tag: string, value: ValueOf): string =>
  put(
    tag.replace(
      /\b(href|src)="([^"]*)"/g,
      (_whole, name: string, address: string) =>
        `${name}="${put(address, value, (plain) => encodeURIComponent(plain.toWellFormed()))}"`,
    ),
    value,
    escape,
  );

/**
 * Fills sanitized HTML (where `<` begins a tag and nothing else does). Values are escaped; those of `html`, which are
 * HTML themselves and safe, are not, and they stand between tags only.
 */
export const fillHtml = (sanitized: string, value: ValueOf, html: Readonly<Record<string, string>> = {}): string =>
  sanitized.replace(/<[^<>]*>|[^<]+/g, (piece) =>
    piece.startsWith('<')
      ? fillTag(piece, value)
      : piece.replace(PLACEHOLDER, (whole, name: string) => {
          if (Object.hasOwn(html, name)) return html[name]!;
          const plain = value(name);
          return plain === undefined ? whole : escape(plain);
        }),
  );

/** The names that a text mentions, each once. */
export const namesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((found) => found[1]!)),
];

/** Something written like a variable that is none, and where it begins: UTF-16 units from the text's first. */
export type UnknownVariable = { readonly name: string; readonly at: number };

/** No variable has a longer name. */
const NAME_LIMIT = 60;
const WHOLE = /^#\{([A-Za-z][\w.]*)\}/;

/** Each `#{` that doesn't begin a known variable: misspelt ones, and such as an editor broke apart with a tag. */
export const unknownVariables = (text: string, known: readonly string[]): readonly UnknownVariable[] =>
  [...text.matchAll(/#\{/g)].flatMap(({ index }) => {
    const rest = text.slice(index, index + NAME_LIMIT + 3);
    const name = WHOLE.exec(rest)?.[1];
    return name !== undefined && known.includes(name)
      ? []
      : [{ name: name ?? rest.slice(2).split(/[}<\n]/)[0]!, at: index }];
  });

/** How often a placeholder stands in HTML: in its text, and inside its tags, where no HTML can go. */
export const countIn = (html: string, name: string): { readonly inText: number; readonly inTags: number } => {
  const placeholder = `#{${name}}`;
  const count = (text: string) => text.split(placeholder).length - 1;
  const inTags = [...html.matchAll(/<[^<>]*>/g)].reduce((sum, [tag]) => sum + count(tag), 0);
  return { inText: count(html) - inTags, inTags };
};
