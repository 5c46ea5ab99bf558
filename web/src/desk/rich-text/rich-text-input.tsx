import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import { useEditor } from '@tiptap/react';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { filesIn } from '../uploads/dropped-files.ts';
import { withoutLayoutTables } from './table-nodes.ts';
import { TemplateChoice, useTemplatePlace, useTemplates } from './template-choice.tsx';
import type { TemplateUse } from './template-list.tsx';
import { TemplateControl } from './template-control.tsx';
import { templatePlaceIn } from './template-place.ts';
import { textExtensions } from './text-extensions.ts';
import look from './text-look.module.css';
import styles from './rich-text-input.module.css';

/** A rich text of a form, with templates. Files that are pasted into it are for the form to attach. */
export const RichTextInput = ({
  label,
  html,
  error,
  use,
  onChange,
  onFiles,
}: {
  readonly label: string;
  /** What it begins with. Later it can only be emptied from outside. */
  readonly html: string;
  readonly error: string | undefined;
  /** How templates are filled. */
  readonly use: TemplateUse;
  readonly onChange: (html: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const latest = useRef({ label, onChange, onFiles, isWrong: false });
  useEffect(() => {
    latest.current = { label, onChange, onFiles, isWrong: error !== undefined };
  });
  const templates = useTemplates();
  const editor = useEditor(
    {
      extensions: textExtensions,
      content: html,
      // Stands in the style sheet.
      injectCSS: false,
      shouldRerenderOnTransaction: false,
      textDirection: 'auto',
      editorProps: {
        attributes: (state) => ({
          'aria-label': latest.current.label,
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-required': 'true',
          'aria-invalid': String(latest.current.isWrong),
          // Escape ends the choice of a template; the dialog stays.
          ...(templatePlaceIn(state) === null ? {} : { 'data-mantine-stop-propagation': 'true' }),
        }),
        transformPastedHTML: withoutLayoutTables,
        handlePaste: (_view, { clipboardData }) => {
          const files = clipboardData === null ? [] : filesIn(clipboardData);
          if (files.length > 0) latest.current.onFiles(files);
          return files.length > 0;
        },
        handleKeyDown: (view, event) =>
          templates.press(view, event) ||
          // The form is sent then; the editor would add a line first.
          (event.key === 'Enter' && (event.ctrlKey || event.metaKey)),
      },
      onFocus: templates.onFocus,
      onBlur: ({ editor: left }) => {
        templates.onBlur(left.view);
      },
      onUpdate: ({ editor: changed, transaction }) => {
        templates.onUpdate(changed.isEmpty, transaction.getMeta('history$') !== undefined);
        latest.current.onChange(changed.isEmpty ? '' : changed.getHTML());
      },
    },
    [],
  );
  const place = useTemplatePlace(editor);
  // The editor's own view draws its attributes: an empty transaction makes it draw them again.
  useEffect(() => {
    if (editor.isInitialized && !editor.isDestroyed) editor.view.dispatch(editor.state.tr);
  }, [editor, label, error]);
  // Emptied from outside: the form was cleared.
  useEffect(() => {
    if (html === '' && !editor.isEmpty) editor.commands.clearContent();
  }, [editor, html]);
  const labels = useMemo(
    () => ({
      boldControlLabel: t('editor.bold'),
      italicControlLabel: t('editor.italic'),
      bulletListControlLabel: t('editor.bulletList'),
      orderedListControlLabel: t('editor.orderedList'),
    }),
    [t],
  );
  return (
    <div data-fault={error !== undefined || undefined}>
      <span className={styles.label}>
        {label}
        <span className={styles.star} aria-hidden="true">
          {' *'}
        </span>
      </span>
      <RichTextEditor
        editor={editor}
        labels={labels}
        variant="subtle"
        withCodeHighlightStyles={false}
        classNames={{ root: styles.editor, toolbar: styles.toolbar, content: `${look.content} ${styles.content}` }}
      >
        <RichTextEditor.Content />
        <TemplateChoice editor={editor} place={place} use={use} templates={templates} />
        <RichTextEditor.Toolbar role="toolbar" aria-label={t('editor.toolbar')}>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.BulletList />
            <RichTextEditor.OrderedList />
            <TemplateControl editor={editor} opened={place !== null} />
          </RichTextEditor.ControlsGroup>
        </RichTextEditor.Toolbar>
      </RichTextEditor>
      {error !== undefined && (
        <p className={styles.fault} role="alert">
          {error}
        </p>
      )}
    </div>
  );
};
