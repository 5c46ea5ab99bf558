import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import { useEditor } from '@tiptap/react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkControl } from '../../desk/rich-text/link-control.tsx';
import { withoutLayoutTables } from '../../desk/rich-text/table-nodes.ts';
import { mailedExtensions } from '../../desk/rich-text/text-extensions.ts';
import look from '../../desk/rich-text/text-look.module.css';
import { textOfHtml } from '../../ui/text-of-html.ts';
import { FormRow, type RowInput } from './form-row.tsx';
import type { Form } from './use-form.ts';
import styles from './rich-text-row.module.css';

/** Of a text that somebody else saved, so much is shown beside one's own. */
const SHOWN = 300;

/** A member that is rich text: HTML, or empty when nothing is written. */
export const RichTextRow = <V extends object, K extends keyof V & string>({
  ...row
}: {
  readonly form: Form<V>;
  readonly name: V[K] extends string ? K : never;
  readonly label: string;
  readonly hint?: ReactNode;
}): ReactNode => (
  <FormRow
    {...row}
    name={row.name as K}
    isGroup
    isWide
    words={(value) => {
      const text = textOfHtml(value as string);
      return text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text;
    }}
  >
    {(input) => <Editor label={row.label} input={input as unknown as RowInput<string>} />}
  </FormRow>
);

const Editor = ({ label, input }: { readonly label: string; readonly input: RowInput<string> }): ReactNode => {
  const { t } = useTranslation();
  const { value, set, isInvalid, describedBy } = input;
  const [isLinking, setLinking] = useState(false);
  const latest = useRef({ label, set, isInvalid, describedBy });
  useEffect(() => {
    latest.current = { label, set, isInvalid, describedBy };
  });
  /** What the editor holds: another value comes from outside. */
  const held = useRef(value);
  const editor = useEditor(
    {
      extensions: mailedExtensions,
      content: value,
      // Stands in the style sheet.
      injectCSS: false,
      shouldRerenderOnTransaction: false,
      textDirection: 'auto',
      editorProps: {
        attributes: () => ({
          'aria-label': latest.current.label,
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-invalid': String(latest.current.isInvalid),
          ...(latest.current.describedBy === undefined ? {} : { 'aria-describedby': latest.current.describedBy }),
        }),
        transformPastedHTML: withoutLayoutTables,
        handleKeyDown: (_view, event) => {
          const isCommand = event.ctrlKey || event.metaKey;
          if (isCommand && event.key.toLowerCase() === 'k' && !event.shiftKey && !event.altKey) {
            event.preventDefault();
            setLinking(true);
            return true;
          }
          // The form is saved then; the editor would add a line first.
          return isCommand && event.key === 'Enter';
        },
      },
      onUpdate: ({ editor: changed }) => {
        held.current = changed.isEmpty ? '' : changed.getHTML();
        latest.current.set(held.current);
      },
    },
    [],
  );
  // Taken back, or somebody else's.
  useEffect(() => {
    if (value === held.current || editor.isDestroyed) return;
    held.current = value;
    editor.commands.setContent(value, { emitUpdate: false });
  }, [editor, value]);
  // The editor's own view draws its attributes: an empty transaction makes it draw them again.
  useEffect(() => {
    if (editor.isInitialized && !editor.isDestroyed) editor.view.dispatch(editor.state.tr);
  }, [editor, label, isInvalid, describedBy]);
  const labels = useMemo(
    () => ({
      boldControlLabel: t('editor.bold'),
      italicControlLabel: t('editor.italic'),
      underlineControlLabel: t('editor.underline'),
      bulletListControlLabel: t('editor.bulletList'),
      orderedListControlLabel: t('editor.orderedList'),
      clearFormattingControlLabel: t('editor.clear'),
    }),
    [t],
  );
  return (
    <RichTextEditor
      editor={editor}
      labels={labels}
      variant="subtle"
      withCodeHighlightStyles={false}
      data-invalid={isInvalid || undefined}
      classNames={{ root: styles.editor, toolbar: styles.toolbar, content: `${look.content} ${styles.content}` }}
    >
      <RichTextEditor.Toolbar role="toolbar" aria-label={t('editor.toolbar')}>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.Underline />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <LinkControl editor={editor} opened={isLinking} onOpen={setLinking} />
          <RichTextEditor.ClearFormatting />
        </RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content />
    </RichTextEditor>
  );
};
