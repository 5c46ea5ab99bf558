import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import { Placeholder } from '@tiptap/extension-placeholder';
import { useEditor } from '@tiptap/react';
import { useEffect, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { fillTemplate } from '../../../shared/contracts/http/templates.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { focusTicket } from '../desk/focus-pane.ts';
import { FormatControls, useFormatLabels } from '../desk/rich-text/format-controls.tsx';
import { LinkControl } from '../desk/rich-text/link-control.tsx';
import { PlaceholderMarks } from '../desk/rich-text/placeholder-marks.ts';
import { withoutLayoutTables } from '../desk/rich-text/table-nodes.ts';
import { TemplateChoice, useTemplatePlace, useTemplates } from '../desk/rich-text/template-choice.tsx';
import { TemplateControl } from '../desk/rich-text/template-control.tsx';
import { offerInsertion } from '../desk/rich-text/template-insertion.ts';
import { askForTemplate, fillPlace, leavePlace } from '../desk/rich-text/template-place.ts';
import { textExtensions } from '../desk/rich-text/text-extensions.ts';
import look from '../desk/rich-text/text-look.module.css';
import { filesIn } from '../desk/uploads/dropped-files.ts';
import { markRestricted, RestrictedMarks, type WrittenWord } from './marked-text.ts';
import styles from './writing-area.module.css';

export type WritingHandle = {
  /** Gives the field the focus, with the cursor behind the text. */
  readonly focus: () => void;
  /** Gives the field the focus back, with the cursor where it was. */
  readonly resume: () => void;
  readonly setHtml: (html: string) => void;
  /** Marks restricted words in the text, each until it is changed. */
  readonly markRestricted: (words: readonly WrittenWord[]) => void;
};

type WritingAreaProps = {
  readonly ticket: TicketView;
  readonly initialHtml: string;
  readonly placeholder: string;
  readonly isReadOnly: boolean;
  readonly handle: Ref<WritingHandle>;
  readonly onChange: (html: string, isEmpty: boolean) => void;
  readonly onProcess: () => void;
  readonly onPreview: () => void;
  /** Takes files that were pasted. */
  readonly onFiles: (files: readonly File[]) => void;
  /** What was typed for this field before it had the focus, which it has now. */
  readonly takeTyped: () => string;
};

/** The field that a text is written in: rich text, with a toolbar that appears when the field has the focus. */
export const WritingArea = ({
  ticket,
  initialHtml,
  placeholder,
  isReadOnly,
  handle,
  onChange,
  onProcess,
  onPreview,
  onFiles,
  takeTyped,
}: WritingAreaProps): ReactNode => {
  const { t } = useTranslation();
  const label = t('editor.label');
  const [isLinking, setLinking] = useState(false);
  const { call } = useConsole();
  const templates = useTemplates();
  const latest = useRef({ label, placeholder, onChange, onProcess, onPreview, onFiles });
  useEffect(() => {
    latest.current = { label, placeholder, onChange, onProcess, onPreview, onFiles };
  });
  const editor = useEditor(
    {
      extensions: [
        ...textExtensions,
        PlaceholderMarks,
        RestrictedMarks,
        Placeholder.configure({ placeholder: () => latest.current.placeholder }),
      ],
      content: initialHtml,
      // Stands in the style sheet.
      injectCSS: false,
      shouldRerenderOnTransaction: false,
      textDirection: 'auto',
      editorProps: {
        // A text that is being sent can't be written in, and has the focus all the same.
        attributes: () => ({
          'aria-label': latest.current.label,
          role: 'textbox',
          'aria-multiline': 'true',
          tabindex: '0',
        }),
        transformPastedHTML: withoutLayoutTables,
        handlePaste: (_view, { clipboardData }) => {
          const files = clipboardData === null ? [] : filesIn(clipboardData);
          if (files.length > 0) latest.current.onFiles(files);
          return files.length > 0;
        },
        handleKeyDown: (view, event) => {
          if (templates.press(view, event)) return true;
          if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
            event.preventDefault();
            setLinking(true);
            return true;
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            if (event.shiftKey) latest.current.onPreview();
            else latest.current.onProcess();
            return true;
          }
          if (event.key === 'Escape' && !event.isComposing) {
            focusTicket();
            return true;
          }
          return false;
        },
      },
      onFocus: ({ editor: focused }) => {
        templates.onFocus();
        const typed = takeTyped();
        if (typed !== '') focused.view.dispatch(focused.state.tr.insertText(typed));
      },
      onBlur: ({ editor: left }) => {
        templates.onBlur(left.view);
      },
      onUpdate: ({ editor: changed, transaction }) => {
        templates.onUpdate(changed.isEmpty, transaction.getMeta('history$') !== undefined);
        latest.current.onChange(changed.getHTML(), changed.isEmpty);
      },
    },
    [],
  );
  const place = useTemplatePlace(editor);
  useEffect(() => {
    editor.setEditable(!isReadOnly, false);
    if (isReadOnly && editor.isInitialized && !editor.isDestroyed) leavePlace(editor.view);
  }, [editor, isReadOnly]);
  // The editor's own view draws the placeholder and the label: an empty transaction makes it draw them again.
  useEffect(() => {
    if (editor.isInitialized && !editor.isDestroyed) editor.view.dispatch(editor.state.tr);
  }, [editor, placeholder, label]);
  useImperativeHandle(
    handle,
    () => ({
      focus: () => {
        const focus = () => {
          if (editor.isDestroyed) return;
          editor.commands.setTextSelection(editor.state.doc.content.size);
          // Tiptap's own focus command waits for a frame, and letters typed until then would be lost.
          editor.view.focus();
        };
        if (editor.isInitialized) focus();
        else editor.once('create', focus);
      },
      resume: () => {
        if (!editor.isDestroyed) editor.view.focus();
      },
      markRestricted: (words) => {
        if (!editor.isDestroyed) markRestricted(editor.view, words);
      },
      setHtml: (html) => {
        editor.commands.setContent(html, { emitUpdate: true });
      },
    }),
    [editor],
  );
  const labels = useFormatLabels();
  const { serviceId, number } = ticket;
  const use = {
    serviceId,
    ticket,
    fill: (templateId: string, signal: AbortSignal) =>
      call(fillTemplate, { params: { serviceId, number, templateId }, query: {}, signal }),
  };
  const insertTemplate = async (templateId: string): Promise<void> => {
    const { html, empty } = await use.fill(templateId, new AbortController().signal);
    if (editor.isDestroyed) return;
    editor.view.focus();
    askForTemplate(editor.view);
    fillPlace(editor.view, html);
    templates.tellMissing(empty);
  };
  const latestInsert = useRef(insertTemplate);
  useEffect(() => {
    latestInsert.current = insertTemplate;
  });
  useEffect(
    () => (isReadOnly ? undefined : offerInsertion(number, (templateId) => latestInsert.current(templateId))),
    [isReadOnly, number],
  );
  return (
    <RichTextEditor
      editor={editor}
      data-linking={isLinking || undefined}
      labels={labels}
      variant="subtle"
      withCodeHighlightStyles={false}
      classNames={{ root: styles.root, toolbar: styles.toolbar, content: `${look.content} ${styles.content}` }}
    >
      <RichTextEditor.Toolbar role="toolbar" aria-label={t('editor.toolbar')}>
        <FormatControls />
        <RichTextEditor.ControlsGroup>
          <LinkControl editor={editor} opened={isLinking} onOpen={setLinking} />
          <TemplateControl editor={editor} opened={place !== null} />
          <RichTextEditor.ClearFormatting />
        </RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content />
      <TemplateChoice editor={editor} place={isReadOnly ? null : place} use={use} templates={templates} />
    </RichTextEditor>
  );
};
