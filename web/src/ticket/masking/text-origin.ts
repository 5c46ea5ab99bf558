import type { Span } from '../../../../shared/domain/masking/span.ts';

/** A stretch of the shown text that stands in the stored text as well, in UTF-16 units. */
export type Run = { readonly shown: number; readonly stored: number; readonly length: number };
/** The places of text nodes in the stored text. */
export type Places = Map<Text, number>;

/** The text nodes below an element, in their order. */
export const textNodesOf = (root: Element): readonly Text[] => {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) nodes.push(node as Text);
  return nodes;
};

/** Remembers where each text node of the stored HTML stands, before anything is moved, added or removed. */
export const placesIn = (body: Element): Places => {
  let at = 0;
  return new Map(
    textNodesOf(body).map((node) => {
      const place = [node, at] as const;
      at += node.length;
      return place;
    }),
  );
};

/** Where the text that is shown stands in the stored text. What was added for showing is in no run. */
export const runsOf = (body: Element, places: Places): readonly Run[] => {
  const runs: Run[] = [];
  let shown = 0;
  for (const node of textNodesOf(body)) {
    const stored = places.get(node);
    if (stored !== undefined && node.length > 0) runs.push({ shown, stored, length: node.length });
    shown += node.length;
  }
  return runs;
};

/** Puts the text that masks hide into elements that can be clicked; the first of each also takes the focus. */
export const drawMasks = (
  body: Element,
  places: Places,
  masks: readonly (Span & { readonly id: string })[],
  label: string,
): void => {
  if (masks.length === 0) return;
  const drawn = new Set<string>();
  for (const node of textNodesOf(body)) {
    const at = places.get(node);
    if (at === undefined || !/\S/.test(node.data)) continue;
    const nodeEnd = at + node.length;
    let rest = node;
    let restAt = at;
    for (const mask of masks.filter(({ start, end }) => start < nodeEnd && end > at)) {
      const { id } = mask;
      const [start, end] = [Math.max(mask.start, at), Math.min(mask.end, nodeEnd)];
      const first = rest.splitText(start - restAt);
      const after = first.splitText(end - start);
      const mark = body.ownerDocument.createElement('span');
      mark.dataset['mask'] = id;
      if (!drawn.has(id)) {
        drawn.add(id);
        mark.tabIndex = 0;
        mark.setAttribute('role', 'button');
        mark.setAttribute('aria-label', label);
      }
      first.replaceWith(mark);
      mark.append(first);
      places.set(first, start);
      places.set(after, end);
      rest = after;
      restAt = end;
    }
  }
};

const origins = new WeakMap<Element, readonly Run[]>();
/** Keeps the runs of an element that shows a message. */
export const keepOrigin = (box: Element, runs: readonly Run[]): void => {
  origins.set(box, runs);
};
export const originOf = (box: Element): readonly Run[] => origins.get(box) ?? [];
