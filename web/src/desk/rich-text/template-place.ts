import { closeHistory } from '@tiptap/pm/history';
import { DOMParser as NodeParser, Slice } from '@tiptap/pm/model';
import { Plugin, PluginKey, Selection, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { Extension } from '@tiptap/react';

/** The place in the text where a template is being chosen. The template replaces what stands from `from` to `to`. */
export type TemplatePlace = {
  readonly from: number;
  readonly to: number;
  /** What was typed to find a template. */
  readonly query: string;
  /** Whether a template was chosen, which is being filled. */
  readonly isChosen: boolean;
};

type Asked = {
  readonly from: number;
  /** Whether the place begins with a typed slash; without one the list was opened by its button. */
  readonly hasSlash: boolean;
  /** The end of what the chosen template replaces; null while none is chosen. */
  readonly to: number | null;
};

const key = new PluginKey<Asked | null>('templatePlace');
/** A text that is typed by hand has none of these. */
const NOT_TYPED = ['uiEvent', 'paste', 'preventUpdate', 'history$'] as const;
const SLASH_WORD = /(?:^|\s)(\/[^\s/]{0,40})$/;

/** The end of a text from a slash on that begins a line or follows a space; null when there is no such slash. */
export const slashWord = (text: string): string | null => SLASH_WORD.exec(text)?.[1] ?? null;

/** Each leaf, such as a line break, counts as one character. */
const textOf = (state: EditorState, from: number, to: number): string => state.doc.textBetween(from, to, '\n', '\n');

const isNewAt = ({ mapping }: Transaction, position: number): boolean =>
  mapping.maps.some((map, index) => {
    const later = mapping.slice(index + 1);
    let isNew = false;
    map.forEach((_from, _to, start, end) => {
      isNew ||= later.map(start, -1) <= position && position < later.map(end, 1);
    });
    return isNew;
  });

const afterTyping = (change: Transaction, state: EditorState): Asked | null => {
  const { $from, empty } = state.selection;
  if (!change.docChanged || NOT_TYPED.some((name) => change.getMeta(name) !== undefined)) return null;
  if (!empty || $from.parent.type.spec.code || $from.marks().some((mark) => mark.type.spec.code)) return null;
  const word = slashWord(textOf(state, $from.start(), $from.pos));
  const from = $from.pos - (word?.length ?? 0);
  return word !== null && isNewAt(change, from) ? { from, hasSlash: true, to: null } : null;
};

const moved = (asked: Asked, change: Transaction, state: EditorState): Asked | null => {
  const from = change.mapping.map(asked.from, asked.hasSlash ? 1 : -1);
  // What is typed after a template was chosen comes after it.
  if (asked.to !== null) return { ...asked, from, to: Math.max(from, change.mapping.map(asked.to, -1)) };
  const { $from, empty } = state.selection;
  if (!empty || from < $from.start() || from > $from.pos) return null;
  const typed = textOf(state, from, $from.pos);
  const isQuery = asked.hasSlash ? slashWord(typed) === typed : /^[^\n]{0,40}$/.test(typed);
  return isQuery ? { ...asked, from } : null;
};

/** Notices where a template is asked for: by a slash that is typed at the beginning of a line or after a space. */
export const TemplatePlaces = Extension.create({
  name: 'templatePlaces',
  addProseMirrorPlugins: () => [
    new Plugin<Asked | null>({
      key,
      state: {
        init: () => null,
        apply: (change, asked, _before, state) => {
          const given = change.getMeta(key) as Asked | null | undefined;
          if (given !== undefined) return given;
          return asked === null ? afterTyping(change, state) : moved(asked, change, state);
        },
      },
    }),
  ],
});

/** The place where a template is being chosen; null when there is none. */
export const templatePlaceIn = (state: EditorState): TemplatePlace | null => {
  const asked = key.getState(state) ?? null;
  if (asked === null) return null;
  const to = asked.to ?? state.selection.from;
  return {
    from: asked.from,
    to,
    query: textOf(state, asked.from + (asked.hasSlash ? 1 : 0), to),
    isChosen: asked.to !== null,
  };
};

/** Asks for a template at the cursor, behind what is selected. */
export const askForTemplate = ({ state, dispatch }: EditorView): void => {
  const { to } = state.selection;
  const asked: Asked = { from: to, hasSlash: false, to: null };
  dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(to), -1)).setMeta(key, asked));
};

/** Keeps the place while the chosen template is filled, whatever is typed meanwhile. */
export const holdPlace = ({ state, dispatch }: EditorView): void => {
  const asked = key.getState(state);
  if (asked) dispatch(state.tr.setMeta(key, { ...asked, to: asked.to ?? state.selection.from } satisfies Asked));
};

/** Ends the choice; what was typed stays. */
export const leavePlace = ({ state, dispatch }: EditorView): void => {
  if (key.getState(state)) dispatch(state.tr.setMeta(key, null));
};

/** Replaces the place with a text, as one step for undo. */
export const fillPlace = (view: EditorView, html: string): void => {
  const place = templatePlaceIn(view.state);
  if (place === null) return;
  const { state } = view;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const text = Slice.maxOpen(NodeParser.fromSchema(state.schema).parse(body).content);
  const change = closeHistory(state.tr).setMeta(key, null).replaceRange(place.from, place.to, text);
  if (state.selection.from === place.to)
    change.setSelection(Selection.near(change.doc.resolve(change.mapping.map(place.to)), -1));
  view.dispatch(change.scrollIntoView());
  // What is typed next is a step of its own.
  view.dispatch(closeHistory(view.state.tr));
};
