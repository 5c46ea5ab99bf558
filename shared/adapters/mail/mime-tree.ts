import { BlockParser } from './block-parser.ts';

/**
 * One part of a mail: its headers as written (unfolded, encoded words not decoded) and its body with the transfer
 * encoding decoded.
 */
export type MimePart = {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Lower case; default `text/plain`. */
  readonly type: string;
  readonly params: Readonly<Record<string, string>>;
  /** Lower case; empty when absent. */
  readonly disposition: string;
  readonly dispositionParams: Readonly<Record<string, string>>;
  readonly transferEncoding: string;
  /** With angle brackets, if the mail has them. */
  readonly contentId?: string;
  readonly content: Uint8Array;
  readonly children: readonly MimePart[];
};

/**
 * The internal tree of the pinned postal-mime version: its public result decodes text by the charset label, which is
 * often wrong.
 */
type PostalNode = {
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly contentType: { readonly parsed: Structured };
  readonly contentDisposition: { readonly parsed: Structured };
  readonly contentTransferEncoding: { readonly encoding: string };
  readonly contentId?: string;
  readonly content: ArrayBuffer | null;
  readonly childNodes: readonly PostalNode[];
};
type Structured = { readonly value: string; readonly params: Readonly<Record<string, string>> };

/**
 * Removes the line break before a boundary, which belongs to the boundary (RFC 2046); postal-mime leaves it in unless
 * the part is base64.
 */
const contentOf = (node: PostalNode, isInside: boolean): Uint8Array => {
  const content = new Uint8Array(node.content ?? new ArrayBuffer(0));
  return isInside && node.contentTransferEncoding.encoding !== 'base64' && content.at(-1) === 0x0a
    ? content.subarray(0, -1)
    : content;
};

/** Maximum number of fields of a part, and maximum characters of a field. Real mails have fewer. */
const FIELDS_LIMIT = 5_000;
const FIELD_LIMIT = 100_000;
/** Keeps the end of References, where the newest ids stand. */
const boundField = (name: string, value: string): string =>
  name === 'references' ? value.slice(-FIELD_LIMIT) : value.slice(0, FIELD_LIMIT);

const toPart = (node: PostalNode, isInside = false): MimePart => ({
  headers: node.headers.slice(0, FIELDS_LIMIT).map(({ key, value }) => ({ name: key, value: boundField(key, value) })),
  type: node.contentType.parsed.value === '' ? 'text/plain' : node.contentType.parsed.value,
  params: node.contentType.parsed.params,
  disposition: node.contentDisposition.parsed.value,
  dispositionParams: node.contentDisposition.parsed.params,
  transferEncoding: node.contentTransferEncoding.encoding,
  ...(node.contentId === undefined ? {} : { contentId: node.contentId }),
  content: contentOf(node, isInside),
  children: node.childNodes.map((child) => toPart(child, true)),
});

/** Limits above those of real mails; beyond them postal-mime throws. */
const LIMITS = { maxNestingDepth: 100, maxHeadersSize: 1024 * 1024, forceRfc822Attachments: true };

/** Reads the structure of a mail; nested messages are not split. Throws only beyond the limits. */
export const readMimeTree = async (raw: Uint8Array): Promise<MimePart> => {
  const parser = new BlockParser(LIMITS);
  await parser.parse(raw);
  const { root } = parser as unknown as { readonly root?: PostalNode };
  if (root?.contentType === undefined) throw new Error('postal-mime keeps its tree elsewhere than version 4.0.0 did');
  return toPart(root);
};
