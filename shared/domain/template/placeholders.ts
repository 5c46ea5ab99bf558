/** `#{name}`: replaced by a value. */
const PLACEHOLDER = /#\{([A-Za-z][\w.]*)\}/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Plain text as HTML, also for an attribute in double quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char]!);

/** The plain value of a name; undefined for an unknown name, whose placeholder then stays. */
export type ValueOf = (name: string) => string | undefined;

const put = (text: string, value: ValueOf, encode: (value: string) => string = (plain) => plain): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => {
    const plain = value(name);
    return plain === undefined ? whole : encode(plain);
  });

/** Replaces all placeholders in one pass; a `#{…}` inside a value stays as it is. */
export const fillText = (text: string, value: ValueOf): string => put(text, value);

/** Inside a URL a value is encoded, so that it can't end the URL or change its target. */
const fillTag = (tag: string, value: ValueOf): string =>
  put(
    tag.replace(
      /\b(href|src)="([^"]*)"/g,
      (_whole, name: string, address: string) =>
        `${name}="${put(address, value, (plain) => encodeURIComponent(plain.toWellFormed()))}"`,
    ),
    value,
    escapeHtml,
  );

/**
 * Fills sanitized HTML (where each `<` begins a tag). Values are escaped, except those of `html`, which are safe HTML
 * and are placed between tags only.
 */
export const fillHtml = (sanitized: string, value: ValueOf, html: Readonly<Record<string, string>> = {}): string =>
  sanitized.replace(/<[^<>]*>|[^<]+/g, (piece) =>
    piece.startsWith('<')
      ? fillTag(piece, value)
      : piece.replace(PLACEHOLDER, (whole, name: string) => {
          if (Object.hasOwn(html, name)) return html[name]!;
          const plain = value(name);
          return plain === undefined ? whole : escapeHtml(plain);
        }),
  );

/** The names used in a text, each once. */
export const namesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((found) => found[1]!)),
];

/** Each placeholder in a text, and its offset in UTF-16 units. */
export const placeholdersIn = (text: string): readonly { readonly at: number; readonly written: string }[] =>
  [...text.matchAll(PLACEHOLDER)].map(({ 0: written, index }) => ({ at: index, written }));

/** Text that looks like a placeholder but has no known name, and its offset in UTF-16 units. */
export type UnknownVariable = { readonly name: string; readonly at: number };

/** Longer than every variable name. */
const NAME_LIMIT = 60;
const WHOLE = /^#\{([A-Za-z][\w.]*)\}/;

/** Each `#{` that doesn't begin a known variable: misspelt names, and names that an editor split by a tag. */
export const unknownVariables = (text: string, known: readonly string[]): readonly UnknownVariable[] =>
  [...text.matchAll(/#\{/g)].flatMap(({ index }) => {
    const rest = text.slice(index, index + NAME_LIMIT + 3);
    const name = WHOLE.exec(rest)?.[1];
    return name !== undefined && known.includes(name)
      ? []
      : [{ name: name ?? rest.slice(2).split(/[}<\n]/)[0]!, at: index }];
  });

/** How often a placeholder occurs in HTML: in its text, and inside tags, where HTML is not possible. */
export const countIn = (html: string, name: string): { readonly inText: number; readonly inTags: number } => {
  const placeholder = `#{${name}}`;
  const count = (text: string) => text.split(placeholder).length - 1;
  const inTags = [...html.matchAll(/<[^<>]*>/g)].reduce((sum, [tag]) => sum + count(tag), 0);
  return { inText: count(html) - inTags, inTags };
};
