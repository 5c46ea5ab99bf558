import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import { IconBraces } from '@tabler/icons-react';
import { useEditorState, type Editor } from '@tiptap/react';
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { positionAtCursor } from '../../desk/rich-text/cursor-position.ts';
import { FormatControls, useFormatLabels } from '../../desk/rich-text/format-controls.tsx';
import { LinkControl } from '../../desk/rich-text/link-control.tsx';
import { PlaceholderMarks } from '../../desk/rich-text/placeholder-marks.ts';
import look from '../../desk/rich-text/text-look.module.css';
import { useTextField } from './use-text-field.ts';
import {
  begunVariable,
  placeholderOf,
  useVariableChoice,
  useVariableOptions,
  type VariableChoice,
} from './variable-choice.ts';
import { unknownIn } from './text-checks.ts';
import { TextFaults } from './text-faults.tsx';
import { optionIdOf, VariableList } from './variable-list.tsx';
import styles from './variable-text.module.css';

/** Variables are marked where they stand in the text. */
const VARIABLE_MARKS = [PlaceholderMarks];

/** What is typed of a variable before the cursor, and where its `#{` begins; null where none is begun. */
const begunIn = ({ state }: Editor): { readonly query: string; readonly from: number } | null => {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const query = begunVariable($from.parent.textBetween(0, $from.parentOffset, '\n', '\n'));
  return query === null ? null : { query, from: $from.pos - query.length - 2 };
};

/** The text of a template: rich text with variables, which a button and `#{` offer. */
export const TemplateText = ({
  label,
  describedBy,
  isInvalid,
  isByNobody = false,
  html,
  onChange,
}: {
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  /** Whether no agent writes it, so that variables of one have no value. */
  readonly isByNobody?: boolean;
  readonly html: string;
  /** Called with empty HTML for no text. */
  readonly onChange: (html: string) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const listId = useId();
  const choice = useRef<VariableChoice | null>(null);
  const { editor, isLinking, setLinking } = useTextField({
    label,
    describedBy,
    isInvalid,
    html,
    extensions: VARIABLE_MARKS,
    press: (event) => choice.current?.press(event) === true,
    onChange,
  });
  const begun = useEditorState({ editor, selector: ({ editor: now }) => begunIn(now) });
  const isFocused = useEditorState({ editor, selector: ({ editor: now }) => now.isFocused });
  const insert = (name: string): void => {
    const place = begunIn(editor);
    if (place === null) return;
    const { state, view } = editor;
    const to = state.selection.from;
    // A brace that was typed already stands behind the cursor.
    const hasEnd = state.doc.textBetween(to, Math.min(to + 1, state.doc.content.size)) === '}';
    view.dispatch(state.tr.insertText(placeholderOf(name), place.from, to + (hasEnd ? 1 : 0)).scrollIntoView());
  };
  const found = useVariableChoice({
    query: isFocused ? (begun?.query ?? null) : null,
    at: begun?.from ?? -1,
    variables: useVariableOptions({ isByNobody }),
    onChoose: insert,
  });
  useEffect(() => {
    choice.current = found;
  });
  const frame = useRef<HTMLDivElement>(null);
  const [position, setPosition] = useState<ReturnType<typeof positionAtCursor> | null>(null);
  const from = begun?.from;
  const isOpen = found.options !== null;
  useLayoutEffect(() => {
    const field = frame.current?.parentElement;
    if (isOpen && field && from !== undefined) setPosition(positionAtCursor(editor, from, field));
  }, [editor, from, isOpen]);
  // The field keeps the focus, so it says which of the list's rows Enter would choose.
  const isListed = (found.options?.length ?? 0) > 0;
  const isWrong = isInvalid || (!isOpen && unknownIn(html).length > 0);
  useEffect(() => {
    const field = editor.view.dom;
    if (!isListed) return undefined;
    field.setAttribute('aria-controls', listId);
    field.setAttribute('aria-activedescendant', optionIdOf(listId, found.active));
    return () => {
      field.removeAttribute('aria-controls');
      field.removeAttribute('aria-activedescendant');
    };
  }, [editor, isListed, listId, found.active]);
  const labels = useFormatLabels();
  return (
    <>
      <RichTextEditor
        editor={editor}
        labels={labels}
        variant="subtle"
        withCodeHighlightStyles={false}
        data-invalid={isWrong || undefined}
        classNames={{ root: styles.editor, toolbar: styles.toolbar, content: `${look.content} ${styles.content}` }}
      >
        <RichTextEditor.Toolbar role="toolbar" aria-label={t('texts.toolbar')}>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Control
              className={styles.insert}
              aria-label={t('texts.variable')}
              title={`${t('texts.variable')} (#{)`}
              aria-haspopup="listbox"
              aria-expanded={isOpen}
              interactive
              onClick={() => {
                editor.view.focus();
                if (begunIn(editor) === null) editor.view.dispatch(editor.state.tr.insertText('#{'));
              }}
            >
              <IconBraces size={16} stroke={1.5} aria-hidden />
              <span>{t('texts.variable')}</span>
            </RichTextEditor.Control>
          </RichTextEditor.ControlsGroup>
          <FormatControls />
          <RichTextEditor.ControlsGroup>
            <LinkControl editor={editor} opened={isLinking} onOpen={setLinking} />
            <RichTextEditor.ClearFormatting />
          </RichTextEditor.ControlsGroup>
        </RichTextEditor.Toolbar>
        <RichTextEditor.Content />
        <VariableList
          id={listId}
          choice={found}
          query={begun?.query ?? ''}
          frame={frame}
          style={position ?? { visibility: 'hidden' }}
          onChoose={insert}
        />
      </RichTextEditor>
      <TextFaults text={html} isBegun={isOpen} />
    </>
  );
};
