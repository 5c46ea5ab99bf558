import { Link } from '@mantine/tiptap';
import { StarterKit } from '@tiptap/starter-kit';
import { isLinkAddress } from './link-address.ts';
import { Table, TableCell, TableHead, TableRow } from './table-nodes.ts';
import { TemplatePlaces } from './template-place.ts';

/** What a text that is mailed to customers can have. */
export const mailedExtensions = [
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
];

/** What a text of a ticket can have, and the places where a template is asked for in it. */
export const textExtensions = [...mailedExtensions, TemplatePlaces];
