import '@mantine/tiptap/styles.css';
import { Link, RichTextEditor } from '@mantine/tiptap';
import { Placeholder } from '@tiptap/extension-placeholder';
import { useEditor, useEditorState } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import {
  lazy,
  Suspense,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { filesIn } from './dropped-files.ts';
import { isLinkAddress } from './link-address.ts';
import { LinkControl } from './link-control.tsx';
import { markRestricted, PlaceholderMarks, RestrictedMarks, type WrittenWord } from './marked-text.ts';
import { MissingValues } from './missing-values.tsx';
import { Table, TableCell, TableHead, TableRow, withoutLayoutTables } from './table-nodes.ts';
import { TemplateControl } from './template-control.tsx';
import type { TemplateKeys } from './template-list.tsx';
import { leavePlace, templatePlaceIn, TemplatePlaces } from './template-place.ts';
import { useSeenHeight } from './use-seen-height.ts';
import styles from './writing-area.module.css';

const loadTemplateList = () =>
  import('./template-list.tsx').then(({ TemplateList: component }) => ({ default: component }));
const TemplateList = lazy(loadTemplateList);

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
  useSeenHeight();
  const [isLinking, setLinking] = useState(false);
  /** The variables that the last template was filled without. */
  const [missing, setMissing] = useState<readonly string[]>([]);
  const templateKeys = useRef<TemplateKeys>(null);
  const latest = useRef({ label, placeholder, onChange, onProcess, onPreview, onFiles });
  useEffect(() => {
    latest.current = { label, placeholder, onChange, onProcess, onPreview, onFiles };
  });
  const editor = useEditor(
    {
      extensions: [
        StarterKit.configure({ link: false, heading: false, horizontalRule: false }),
        Link.configure({
          openOnClick: false,
          autolink: true,
          linkOnPaste: true,
          defaultProtocol: 'https',
          HTMLAttributes: { target: null, rel: null },
          isAllowedUri: isLinkAddress,
        }),
        Table,
        TableRow,
        TableHead,
        TableCell,
        TemplatePlaces,
        PlaceholderMarks,
        RestrictedMarks,
        Placeholder.configure({ placeholder: () => latest.current.placeholder }),
      ],
      content: initialHtml,
      shouldRerenderOnTransaction: false,
      textDirection: 'auto',
      editorProps: {
        attributes: () => ({ 'aria-label': latest.current.label, role: 'textbox', 'aria-multiline': 'true' }),
        transformPastedHTML: withoutLayoutTables,
        handlePaste: (_view, { clipboardData }) => {
          const files = clipboardData === null ? [] : filesIn(clipboardData);
          if (files.length > 0) latest.current.onFiles(files);
          return files.length > 0;
        },
        handleKeyDown: (view, event) => {
          if (templatePlaceIn(view.state) !== null && templateKeys.current?.press(event) === true) return true;
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
            document.getElementById('ticket')?.focus({ preventScroll: true });
            return true;
          }
          return false;
        },
      },
      onFocus: ({ editor: focused }) => {
        // Loaded by the time that a slash is typed.
        loadTemplateList().catch(() => undefined);
        const typed = takeTyped();
        if (typed !== '') focused.view.dispatch(focused.state.tr.insertText(typed));
      },
      onBlur: ({ editor: left }) => {
        if (templatePlaceIn(left.state)?.isChosen === false) leavePlace(left.view);
      },
      onUpdate: ({ editor: changed, transaction }) => {
        if (changed.isEmpty || transaction.getMeta('history$') !== undefined) setMissing([]);
        latest.current.onChange(changed.getHTML(), changed.isEmpty);
      },
    },
    [],
  );
  const place = useEditorState({ editor, selector: ({ editor: now }) => templatePlaceIn(now.state) });
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
  const labels = useMemo(
    () => ({
      boldControlLabel: t('editor.bold'),
      italicControlLabel: t('editor.italic'),
      underlineControlLabel: t('editor.underline'),
      bulletListControlLabel: t('editor.bulletList'),
      orderedListControlLabel: t('editor.orderedList'),
      blockquoteControlLabel: t('editor.blockquote'),
      codeControlLabel: t('editor.code'),
      clearFormattingControlLabel: t('editor.clear'),
    }),
    [t],
  );
  return (
    <RichTextEditor
      editor={editor}
      data-linking={isLinking || undefined}
      labels={labels}
      variant="subtle"
      withCodeHighlightStyles={false}
      classNames={{ root: styles.root, toolbar: styles.toolbar, content: styles.content }}
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
          <RichTextEditor.Blockquote />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <LinkControl editor={editor} opened={isLinking} onOpen={setLinking} />
          <TemplateControl editor={editor} opened={place !== null} />
          <RichTextEditor.ClearFormatting />
        </RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content />
      {place !== null && !isReadOnly && (
        <Suspense>
          <TemplateList editor={editor} place={place} ticket={ticket} keys={templateKeys} onFilled={setMissing} />
        </Suspense>
      )}
      {missing.length > 0 && (
        <MissingValues
          names={missing}
          onClose={() => {
            setMissing([]);
          }}
        />
      )}
    </RichTextEditor>
  );
};
