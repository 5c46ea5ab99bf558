import '@mantine/tiptap/styles.css';
import { Link, RichTextEditor } from '@mantine/tiptap';
import { useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SIGNATURE_LENGTH } from '../../../shared/domain/desk/preferences.ts';
import styles from './profile-dialog.module.css';

/** Milliseconds without a key after which the text is saved; it is saved as well when the field is left. */
const PAUSE = 800;

/** The field of a signature. `onChange` is called with what is to be saved: empty HTML for no text. */
export const SignatureField = ({
  initialHtml,
  onChange,
}: {
  readonly initialHtml: string;
  readonly onChange: (html: string) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const label = t('settings.signature');
  const [isTooLong, setTooLong] = useState(false);
  const latest = useRef({ onChange, label });
  useEffect(() => {
    latest.current = { onChange, label };
  });
  const waiting = useRef<{ readonly html: string; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const save = useRef(() => {
    if (waiting.current === null) return;
    clearTimeout(waiting.current.timer);
    const { html } = waiting.current;
    waiting.current = null;
    latest.current.onChange(html);
  });
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ link: false, heading: false, horizontalRule: false, codeBlock: false }),
      Link.configure({
        openOnClick: false,
        autolink: true,
        defaultProtocol: 'https',
        HTMLAttributes: { target: null, rel: null },
      }),
    ],
    content: initialHtml,
    shouldRerenderOnTransaction: false,
    textDirection: 'auto',
    editorProps: {
      attributes: () => ({ 'aria-label': latest.current.label, role: 'textbox', 'aria-multiline': 'true' }),
    },
    onUpdate: ({ editor: changed }) => {
      const html = changed.isEmpty ? '' : changed.getHTML();
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      waiting.current = null;
      setTooLong(html.length > SIGNATURE_LENGTH);
      if (html.length <= SIGNATURE_LENGTH) waiting.current = { html, timer: setTimeout(save.current, PAUSE) };
    },
    onBlur: () => {
      save.current();
    },
  });
  useEffect(() => {
    const { current } = save;
    return current;
  }, []);
  const labels = useMemo(
    () => ({
      boldControlLabel: t('editor.bold'),
      italicControlLabel: t('editor.italic'),
      underlineControlLabel: t('editor.underline'),
      clearFormattingControlLabel: t('editor.clear'),
      linkControlLabel: t('settings.signature.link'),
      linkEditorInputLabel: t('settings.signature.address'),
      linkEditorSave: t('settings.signature.setLink'),
      unlinkControlLabel: t('settings.signature.unlink'),
    }),
    [t],
  );
  return (
    <>
      <RichTextEditor
        editor={editor}
        labels={labels}
        variant="subtle"
        withCodeHighlightStyles={false}
        classNames={{ content: styles.writing }}
      >
        <RichTextEditor.Toolbar role="toolbar" aria-label={t('editor.toolbar')}>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.Underline />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Link />
            <RichTextEditor.Unlink />
            <RichTextEditor.ClearFormatting />
          </RichTextEditor.ControlsGroup>
        </RichTextEditor.Toolbar>
        <RichTextEditor.Content />
      </RichTextEditor>
      {isTooLong && (
        <p className={styles.problem} role="alert">
          {t('settings.signature.tooLong')}
        </p>
      )}
    </>
  );
};
