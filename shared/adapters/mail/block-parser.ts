import PostalMime from 'postal-mime';

/** Internal state of the pinned postal-mime version while it reads. */
type Reading = {
  readonly av: Uint8Array<ArrayBuffer>;
  readPos: number;
  readonly boundaries: readonly { readonly value: Uint8Array }[];
  readonly currentNode: { readonly state: string; readonly contentTransferEncoding: { readonly encoding: string } };
};
type Line = { readonly bytes: Uint8Array<ArrayBuffer>; readonly done: boolean };

const [LF, CR, DASH, EQUALS, SPACE, TAB] = [0x0a, 0x0d, 0x2d, 0x3d, 0x20, 0x09];
/** Maximum parts of a mail; real ones have at most hundreds. */
const PARTS_LIMIT = 10_000;

const isAt = (bytes: Uint8Array, at: number, wanted: Uint8Array): boolean => {
  for (let i = 0; i < wanted.length; i += 1) if (bytes[at + i] !== wanted[i]) return false;
  return true;
};

/** Whether only blanks remain in the line, also after the two dashes that end a multipart. */
const endsLine = (bytes: Uint8Array, from: number): boolean => {
  let at = bytes[from] === DASH && bytes[from + 1] === DASH ? from + 2 : from;
  while (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === CR) at += 1;
  return at >= bytes.length || bytes[at] === LF;
};

/** Makes every line end LF, as postal-mime does. In quoted-printable text, soft line breaks are joined. */
const withPlainLineEnds = (stretch: Uint8Array, isQuotedPrintable: boolean): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(stretch.length);
  let size = 0;
  for (const byte of stretch) {
    if (byte === LF) {
      while (size > 0 && out[size - 1] === CR) size -= 1;
      if (isQuotedPrintable && size > 0 && out[size - 1] === EQUALS) {
        size -= 1;
        continue;
      }
    }
    out[size] = byte;
    size += 1;
  }
  return out.subarray(0, size);
};

const withoutLastLineEnd = (stretch: Uint8Array): Uint8Array => {
  let end = stretch.at(-1) === LF ? stretch.length - 1 : stretch.length;
  while (end > 0 && stretch[end - 1] === CR) end -= 1;
  return stretch.subarray(0, end);
};

/**
 * postal-mime that receives all body lines up to the next boundary as one: it awaits each line, which takes half a
 * minute for two megabytes of empty lines. Throws beyond PARTS_LIMIT.
 */
export class BlockParser extends PostalMime {
  private parts = 0;

  /** Called by postal-mime for each line. */
  readLine(): Line {
    const reading = this as unknown as Reading;
    const { av, readPos, boundaries, currentNode } = reading;
    const isBoundary = (at: number) =>
      av[at] === DASH &&
      av[at + 1] === DASH &&
      boundaries.some(({ value }) => isAt(av, at + 2, value) && endsLine(av, at + 2 + value.length));
    if (currentNode.state !== 'body' || isBoundary(readPos)) {
      if (currentNode.state === 'body' && (this.parts += 1) > PARTS_LIMIT)
        throw new Error(`A mail of more than ${PARTS_LIMIT} parts`);
      return (PostalMime.prototype as unknown as { readLine(this: unknown): Line }).readLine.call(this);
    }
    const buffer = Buffer.from(av.buffer, av.byteOffset, av.byteLength);
    let hit = buffer.indexOf('\n--', readPos);
    while (hit !== -1 && !isBoundary(hit + 1)) hit = buffer.indexOf('\n--', hit + 1);
    const stop = hit === -1 ? av.length : hit + 1;
    reading.readPos = stop;
    const isQuotedPrintable = /quoted-printable/i.test(currentNode.contentTransferEncoding.encoding);
    return {
      bytes: withPlainLineEnds(withoutLastLineEnd(av.subarray(readPos, stop)), isQuotedPrintable),
      done: stop >= av.length,
    };
  }
}
