import { addRowAfter, CellSelection, deleteTable, goToNextCell, isInTable, tableEditing } from '@tiptap/pm/tables';
import { mergeAttributes, Node } from '@tiptap/react';

/** The roles of the nodes for prosemirror-tables. */
const ROLES: Readonly<Record<string, string>> = {
  table: 'table',
  tableRow: 'row',
  tableCell: 'cell',
  tableHeader: 'header_cell',
};

/** A mail has no style sheet, so borders are written as inline styles. */
const TABLE = 'border-collapse: collapse';
const CELL = 'border: 1px solid #9aa1ad; padding: 4px 8px; vertical-align: top';
const HEAD = `${CELL}; text-align: left; font-weight: 600; background-color: #f1f2f6`;

const span = (name: 'colspan' | 'rowspan') => ({
  default: 1,
  parseHTML: (element: HTMLElement) =>
    Math.min(Math.max(Number.parseInt(element.getAttribute(name) ?? '1', 10) || 1, 1), 100),
  renderHTML: (attributes: Record<string, unknown>) => (attributes[name] === 1 ? {} : { [name]: attributes[name] }),
});
const cellAttributes = () => ({
  colspan: span('colspan'),
  rowspan: span('rowspan'),
  colwidth: { default: null, rendered: false },
});

export const TableCell = Node.create({
  name: 'tableCell',
  content: 'block+',
  isolating: true,
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: 'td' }],
  renderHTML: ({ HTMLAttributes }) => ['td', mergeAttributes({ style: CELL }, HTMLAttributes), 0],
});

export const TableHead = Node.create({
  name: 'tableHeader',
  content: 'block+',
  isolating: true,
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: 'th' }],
  renderHTML: ({ HTMLAttributes }) => ['th', mergeAttributes({ style: HEAD }, HTMLAttributes), 0],
});

export const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)*',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: ({ HTMLAttributes }) => ['tr', HTMLAttributes, 0],
});

/** A table that was pasted from a spreadsheet, a document or a web page. */
export const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: ({ HTMLAttributes }) => ['table', mergeAttributes({ style: TABLE }, HTMLAttributes), ['tbody', 0]],
  extendNodeSchema: ({ name }) => ({ tableRole: ROLES[name] }),
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    const { editor } = this;
    const deleteWhole = (): boolean => {
      const { selection } = editor.state;
      return (
        selection instanceof CellSelection &&
        selection.isColSelection() &&
        selection.isRowSelection() &&
        deleteTable(editor.state, editor.view.dispatch)
      );
    };
    return {
      Tab: () =>
        isInTable(editor.state) &&
        (goToNextCell(1)(editor.state, editor.view.dispatch) ||
          (addRowAfter(editor.state, editor.view.dispatch) && goToNextCell(1)(editor.state, editor.view.dispatch))),
      'Shift-Tab': () => isInTable(editor.state) && goToNextCell(-1)(editor.state, editor.view.dispatch),
      Backspace: deleteWhole,
      Delete: deleteWhole,
    };
  },
});

/** Pasted HTML without tables of a single cell, which serve only as layout; their content stays. */
export const withoutLayoutTables = (html: string): string => {
  if (!/<table/i.test(html)) return html;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const table of [...body.querySelectorAll('table')].reverse()) {
    const cells = [...table.rows].flatMap((row) => [...row.cells]);
    if (cells.length === 1) table.replaceWith(...cells[0]!.childNodes);
  }
  return body.innerHTML;
};
