import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { Extension } from '@tiptap/react';
import { placeholdersIn } from '../../../../shared/domain/template/placeholders.ts';

const placeholderMarks = (doc: Node): DecorationSet => {
  const marks: Decoration[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    for (const { at, written } of placeholdersIn(node.textBetween(0, node.content.size, '\n', '\n'))) {
      const from = position + 1 + at;
      marks.push(Decoration.inline(from, from + written.length, { nodeName: 'mark', class: 'placeholder' }));
    }
    return false;
  });
  return DecorationSet.create(doc, marks);
};

/** Marks `#{…}` that no value was put in for: a customer would read it as it stands. */
export const PlaceholderMarks = Extension.create({
  name: 'placeholderMarks',
  addProseMirrorPlugins: () => {
    const key = new PluginKey<DecorationSet>('placeholderMarks');
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_config, { doc }) => placeholderMarks(doc),
          apply: (change, marks, _before, { doc }) => (change.docChanged ? placeholderMarks(doc) : marks),
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});
