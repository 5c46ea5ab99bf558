import { useEditor, type AnyExtension, type Editor } from '@tiptap/react';
import { useEffect, useRef, useState } from 'react';
import { withoutLayoutTables } from '../../desk/rich-text/table-nodes.ts';
import { mailedExtensions } from '../../desk/rich-text/text-extensions.ts';

type TextField = {
  readonly editor: Editor;
  readonly isLinking: boolean;
  readonly setLinking: (isLinking: boolean) => void;
};

/**
 * The editor of a form's rich text. It follows what the form is given from outside, and lets Ctrl or ⌘ with Enter save
 * the form. `press` has the first word on a key, and says whether it acted on it.
 */
export const useTextField = ({
  label,
  describedBy,
  isInvalid,
  html,
  extensions = [],
  press = () => false,
  onChange,
}: {
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly html: string;
  /** Beside those of every text that is mailed; the same for as long as the field is there. */
  readonly extensions?: readonly AnyExtension[];
  readonly press?: (event: KeyboardEvent) => boolean;
  /** Called with empty HTML for no text. */
  readonly onChange: (html: string) => void;
}): TextField => {
  const [isLinking, setLinking] = useState(false);
  /** What the field last said or was given. */
  const told = useRef(html);
  const latest = useRef({ label, describedBy, isInvalid, press, onChange });
  useEffect(() => {
    latest.current = { label, describedBy, isInvalid, press, onChange };
  });
  const editor = useEditor(
    {
      extensions: [...mailedExtensions, ...extensions],
      content: html,
      // Stands in the style sheet.
      injectCSS: false,
      shouldRerenderOnTransaction: false,
      textDirection: 'auto',
      editorProps: {
        attributes: (): Record<string, string> => ({
          'aria-label': latest.current.label,
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-invalid': String(latest.current.isInvalid),
          ...(latest.current.describedBy === undefined ? {} : { 'aria-describedby': latest.current.describedBy }),
        }),
        transformPastedHTML: withoutLayoutTables,
        handleKeyDown: (_view, event) => {
          if (latest.current.press(event)) return true;
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
        told.current = changed.isEmpty ? '' : changed.getHTML();
        latest.current.onChange(told.current);
      },
    },
    [],
  );
  // Changed from outside: saved as the desk made it safe, taken back, or another administrator's.
  useEffect(() => {
    if (html === told.current || editor.isDestroyed) return;
    told.current = html;
    const { from } = editor.state.selection;
    editor.commands.setContent(html, { emitUpdate: false });
    editor.commands.setTextSelection(Math.min(from, editor.state.doc.content.size));
  }, [editor, html]);
  // The editor's own view draws its attributes: an empty transaction makes it draw them again.
  useEffect(() => {
    if (editor.isInitialized && !editor.isDestroyed) editor.view.dispatch(editor.state.tr);
  }, [editor, label, describedBy, isInvalid]);
  return { editor, isLinking, setLinking };
};
