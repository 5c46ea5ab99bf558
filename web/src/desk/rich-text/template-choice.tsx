import { useEditorState, type Editor } from '@tiptap/react';
import { lazy, Suspense, useRef, useState, type ReactNode, type RefObject } from 'react';
import { MissingValues } from './missing-values.tsx';
import type { TemplateKeys, TemplateUse } from './template-list.tsx';
import { leavePlace, templatePlaceIn, type TemplatePlace } from './template-place.ts';

const loadTemplateList = () =>
  import('./template-list.tsx').then(({ TemplateList: component }) => ({ default: component }));
const TemplateList = lazy(loadTemplateList);

/** What a field has of templates: its editor's options call these functions. */
export type Templates = {
  readonly keys: RefObject<TemplateKeys | null>;
  /** The variables that the last template was filled without. */
  readonly missing: readonly string[];
  readonly tellMissing: (names: readonly string[]) => void;
  /** Acts on a key that was pressed in the field; false when it is not the list's. */
  readonly press: (view: Editor['view'], event: KeyboardEvent) => boolean;
  readonly onFocus: () => void;
  readonly onBlur: (view: Editor['view']) => void;
  readonly onUpdate: (isEmpty: boolean, isUndo: boolean) => void;
};

/** Templates for a field whose editor has `textExtensions`; `TemplateChoice` draws them. */
export const useTemplates = (): Templates => {
  const keys = useRef<TemplateKeys>(null);
  const [missing, tellMissing] = useState<readonly string[]>([]);
  return {
    keys,
    missing,
    tellMissing,
    press: (view, event) => templatePlaceIn(view.state) !== null && keys.current?.press(event) === true,
    onFocus: () => {
      // Loaded by the time that a slash is typed.
      loadTemplateList().catch(() => undefined);
    },
    onBlur: (view) => {
      if (templatePlaceIn(view.state)?.isChosen === false) leavePlace(view);
    },
    onUpdate: (isEmpty, isUndo) => {
      if (isEmpty || isUndo) tellMissing([]);
    },
  };
};

/** The place in the text where a template is being chosen; null when there is none. */
export const useTemplatePlace = (editor: Editor): TemplatePlace | null =>
  useEditorState({ editor, selector: ({ editor: now }) => templatePlaceIn(now.state) });

/** The list of templates while one is chosen, and below the text what the last one was filled without. */
export const TemplateChoice = ({
  editor,
  place,
  use,
  templates: { keys, missing, tellMissing },
}: {
  readonly editor: Editor;
  /** Null: none is chosen, or can be. */
  readonly place: TemplatePlace | null;
  readonly use: TemplateUse;
  readonly templates: Templates;
}): ReactNode => (
  <>
    {place !== null && (
      <Suspense>
        <TemplateList editor={editor} place={place} use={use} keys={keys} onFilled={tellMissing} />
      </Suspense>
    )}
    {missing.length > 0 && (
      <MissingValues
        names={missing}
        onClose={() => {
          tellMissing([]);
        }}
      />
    )}
  </>
);
