import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { Extension } from '@tiptap/react';

/** A restricted word, by its place in the text without its tags. */
export type WrittenWord = { readonly start: number; readonly end: number; readonly written: string };

const restrictedKey = new PluginKey<DecorationSet>('restrictedMarks');

const restrictedMarks = (doc: Node, words: readonly WrittenWord[]): DecorationSet => {
  const pieces: { readonly offset: number; readonly position: number }[] = [];
  let text = '';
  doc.descendants((node, position) => {
    if (node.text === undefined) return;
    pieces.push({ offset: text.length, position });
    text += node.text;
  });
  const positionAt = (offset: number): number => {
    const piece = pieces.findLast((each) => each.offset <= offset)!;
    return piece.position + offset - piece.offset;
  };
  return DecorationSet.create(
    doc,
    words
      .filter(({ start, end, written }) => start < end && text.slice(start, end) === written)
      .map(({ start, end, written }) =>
        Decoration.inline(
          positionAt(start),
          positionAt(end - 1) + 1,
          { nodeName: 'mark', class: 'restricted' },
          { written },
        ),
      ),
  );
};

/** Without the marks of words that have been changed since. */
const stillWritten = (marks: DecorationSet, doc: Node): DecorationSet =>
  marks.remove(
    marks.find().filter(({ from, to, spec }) => doc.textBetween(from, to) !== (spec as { written: string }).written),
  );

/** Marks restricted words that the server found in the text, each until it is changed. */
export const RestrictedMarks = Extension.create({
  name: 'restrictedMarks',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: restrictedKey,
      state: {
        init: () => DecorationSet.empty,
        apply: (change, marks, _before, { doc }) => {
          const words = change.getMeta(restrictedKey) as readonly WrittenWord[] | undefined;
          if (words !== undefined) return restrictedMarks(doc, words);
          return change.docChanged ? stillWritten(marks.map(change.mapping, doc), doc) : marks;
        },
      },
      props: { decorations: (state) => restrictedKey.getState(state) },
    }),
  ],
});

/** Marks these words in the text, and no others. */
export const markRestricted = ({ state, dispatch }: EditorView, words: readonly WrittenWord[]): void => {
  dispatch(state.tr.setMeta(restrictedKey, words));
};
