import type { WordKey } from '../../ui/words/en.ts';
import type { TicketList } from '../ticket-lists.ts';

/** What a key can ask for. */
export type Action =
  'next' | 'previous' | 'keep' | 'reply' | 'comment' | 'resolve' | 'pend' | 'create' | 'help' | `list:${TicketList}`;

/** What is done to a ticket: to the one that has the focus ring, and to no other. */
export const TICKET_ACTIONS = ['keep', 'reply', 'comment', 'resolve', 'pend'] as const satisfies readonly Action[];
export type TicketAction = (typeof TICKET_ACTIONS)[number];
export const isTicketAction = (action: Action): action is TicketAction =>
  (TICKET_ACTIONS as readonly Action[]).includes(action);

/** Keys by themselves. Enter opens because a row is a link. */
export const SINGLE_KEYS: Readonly<Record<string, Action>> = {
  j: 'next',
  k: 'previous',
  t: 'keep',
  r: 'reply',
  c: 'comment',
  e: 'resolve',
  p: 'pend',
  n: 'create',
  '?': 'help',
};

/** Letters after `g`. */
export const LIST_KEYS = {
  u: 'all_unassigned',
  a: 'all',
  p: 'my_processing',
  h: 'my_pending',
  r: 'my_resolved',
} as const satisfies Record<string, TicketList>;

/** Milliseconds in which the letter must follow `g`. */
export const SEQUENCE_LIMIT = 1500;

export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

/** The sign meant: the letter of the key's place when another script is being typed (ㅓ on a Korean layout is `j`). */
const sign = ({ key, code }: KeyPress): string => {
  if (/^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
};

/** What a key press asks for; `pendingSince` is when `g` was pressed. */
export const readKey = (
  press: KeyPress,
  pendingSince: number | null,
  now: number,
): { readonly action: Action | null; readonly pendingSince: number | null } => {
  if (press.ctrlKey || press.metaKey || press.altKey) return { action: null, pendingSince: null };
  const pressed = sign(press);
  if (pendingSince !== null && now - pendingSince <= SEQUENCE_LIMIT) {
    const list = LIST_KEYS[pressed as keyof typeof LIST_KEYS] as TicketList | undefined;
    return { action: list === undefined ? null : `list:${list}`, pendingSince: null };
  }
  if (pressed === 'g') return { action: null, pendingSince: now };
  return { action: SINGLE_KEYS[pressed] ?? null, pendingSince: null };
};

/** The help overlay: what each key does, in its groups. */
export const KEY_HELP: readonly {
  readonly title: WordKey;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: WordKey }[];
}[] = [
  {
    title: 'keys.moving',
    keys: [
      { keys: ['j'], does: 'keys.next' },
      { keys: ['k'], does: 'keys.previous' },
      { keys: ['Enter'], does: 'keys.open' },
      { keys: ['Esc'], does: 'keys.leave' },
      { keys: ['?'], does: 'keys.help' },
    ],
  },
  {
    title: 'keys.working',
    keys: [
      { keys: ['t'], does: 'keys.keep' },
      { keys: ['r'], does: 'keys.reply' },
      { keys: ['c'], does: 'keys.comment' },
      { keys: ['e'], does: 'keys.resolve' },
      { keys: ['p'], does: 'keys.pend' },
      { keys: ['mod', 'Enter'], does: 'keys.process' },
      { keys: ['n'], does: 'keys.new' },
    ],
  },
  {
    title: 'keys.lists',
    keys: Object.entries(LIST_KEYS).map(([letter, list]) => ({ keys: ['g', letter], does: `list.${list}` })),
  },
];
