export type XmlValue =
  string | number | boolean | undefined | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** One XML document. A list repeats its element; undefined leaves it out. */
export const toXml = (root: Readonly<Record<string, XmlValue>>, xmlns?: string): string => {
  const [name, value] = Object.entries(root)[0]!;
  const attribute = xmlns ? ` xmlns="${escapeXml(xmlns)}"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attribute}>${content(value)}</${name}>`;
};

const content = (value: XmlValue): string => {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, child]) => element(name, child))
    .join('');
};

const element = (name: string, value: XmlValue): string => {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((each: XmlValue) => element(name, each)).join('');
  return `<${name}>${content(value)}</${name}>`;
};

const escapeXml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
