import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import { useEditor } from '@tiptap/react';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getTemplate } from '../../../shared/contracts/http/templates.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { FittingTicket } from '../desk/rich-text/find-templates.ts';
import { withoutLayoutTables } from '../desk/rich-text/table-nodes.ts';
import { TemplateChoice, useTemplatePlace, useTemplates } from '../desk/rich-text/template-choice.tsx';
import { TemplateControl } from '../desk/rich-text/template-control.tsx';
import { templatePlaceIn } from '../desk/rich-text/template-place.ts';
import { textExtensions } from '../desk/rich-text/text-extensions.ts';
import look from '../desk/rich-text/text-look.module.css';
import { filesIn } from '../desk/uploads/dropped-files.ts';
import { fillNewTicket, type FillWith } from './fill-new-ticket.ts';
import styles from './create-ticket-dialog.module.css';

/** The inquiry: rich text, with templates. Files that are pasted into it are attached. */
export const InquiryText = ({
  html,
  error,
  ticket,
  fillWith,
  onChange,
  onFiles,
}: {
  readonly html: string;
  readonly error: string | undefined;
  readonly ticket: FittingTicket;
  /** What variables of templates are filled from. */
  readonly fillWith: FillWith;
  readonly onChange: (html: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { me, service } = useDesk();
  const { serviceId } = service;
  const label = t('create.text');
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
          // The dialog creates the ticket then; the editor would add a line first.
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
  const use = {
    serviceId,
    ticket,
    fill: async (templateId: string, signal: AbortSignal) =>
      fillNewTicket(await call(getTemplate, { params: { serviceId, templateId }, signal }), {
        ...fillWith,
        service,
        me,
      }),
  };
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
