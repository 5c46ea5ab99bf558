import type { MenuList } from '../../../../shared/domain/ticket/ticket.ts';
import type { WordKey } from '../../ui/words/en.ts';

/** Everything that a key can do. */
export type Action =
  | 'next'
  | 'previous'
  | 'keep'
  | 'reply'
  | 'comment'
  | 'resolve'
  | 'pend'
  | 'forward'
  | 'important'
  | 'unfold'
  | 'create'
  | 'undo'
  | 'help'
  | 'importantOnly'
  | 'select'
  | 'selectTo'
  | 'selectNext'
  | 'selectPrevious'
  | 'deselect'
  | 'batch'
  | `list:${MenuList}`;

/** The actions on a ticket. */
const TICKET_ACTIONS = ['keep', 'reply', 'comment', 'resolve', 'pend', 'forward'] as const satisfies readonly Action[];
export type TicketAction = (typeof TICKET_ACTIONS)[number];
export const isTicketAction = (action: Action): action is TicketAction =>
  (TICKET_ACTIONS as readonly Action[]).includes(action);

/** Single keys. `Enter` is not among them: it opens a row because the row is a link. */
export const SINGLE_KEYS: Readonly<Record<string, Action>> = {
  j: 'next',
  k: 'previous',
  t: 'keep',
  r: 'reply',
  c: 'comment',
  e: 'resolve',
  p: 'pend',
  f: 'forward',
  '*': 'important',
  x: 'select',
  b: 'batch',
  Escape: 'deselect',
  ';': 'unfold',
  n: 'create',
  z: 'undo',
  '?': 'help',
};

/** Keys with Shift. */
export const SHIFTED_KEYS: Readonly<Record<string, Action>> = {
  x: 'selectTo',
  ArrowDown: 'selectNext',
  ArrowUp: 'selectPrevious',
};

/** The actions that go on while their key is held down. */
const REPEATED: readonly Action[] = ['next', 'previous', 'selectNext', 'selectPrevious'];
export const isRepeated = (action: Action): boolean => REPEATED.includes(action);

/** The letter after `g`, and the list that it opens. */
export const LIST_KEYS = {
  u: 'all_unassigned',
  a: 'all',
  p: 'my_processing',
  h: 'my_pending',
  r: 'my_resolved',
  c: 'my_completed',
  g: 'all_in_group',
  t: 'all_transferred',
  s: 'spam',
} as const satisfies Record<string, MenuList>;

/** The key after `g` that narrows the open list to important tickets, and widens it again. */
export const IMPORTANT_ONLY_KEY = '*';

/** Milliseconds within which the letter must follow `g`. */
export const SEQUENCE_LIMIT = 1500;

export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

/** The Latin character of a key, whatever the keyboard's layout: ㅓ on a Korean keyboard is `j`. */
const latinOf = ({ key, code }: KeyPress): string => {
  if (/^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
};

/** The action of a key press. `pendingSince` is the time in milliseconds when `g` was pressed; null when it was not. */
export const readKey = (
  press: KeyPress,
  pendingSince: number | null,
  now: number,
): { readonly action: Action | null; readonly pendingSince: number | null } => {
  if (press.ctrlKey || press.metaKey || press.altKey) return { action: null, pendingSince: null };
  // Keys such as `*` need it on most keyboards.
  if (press.key === 'Shift') return { action: null, pendingSince };
  const pressed = latinOf(press);
  if (pendingSince !== null && now - pendingSince <= SEQUENCE_LIMIT) {
    const list = LIST_KEYS[pressed as keyof typeof LIST_KEYS] as MenuList | undefined;
    const action = pressed === IMPORTANT_ONLY_KEY ? 'importantOnly' : null;
    return { action: list === undefined ? action : `list:${list}`, pendingSince: null };
  }
  if (pressed === 'g') return { action: null, pendingSince: now };
  return {
    action: (press.shiftKey ? SHIFTED_KEYS[pressed] : undefined) ?? SINGLE_KEYS[pressed] ?? null,
    pendingSince: null,
  };
};

/** The name of the modifier key on this machine. */
export const modifierKey = (): string => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl');

/** The content of the help dialog: all keys in groups. */
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
      { keys: ['Alt', '↑ ↓'], does: 'keys.movePanel' },
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
      { keys: ['f'], does: 'keys.forward' },
      { keys: ['*'], does: 'keys.important' },
      { keys: ['x'], does: 'keys.select' },
      { keys: ['Shift', '↑ ↓'], does: 'keys.selectMore' },
      { keys: ['b'], does: 'keys.batch' },
      { keys: [';'], does: 'keys.unfold' },
      { keys: ['mod', 'Enter'], does: 'keys.process' },
      { keys: ['mod', 'Shift', 'Enter'], does: 'keys.preview' },
      { keys: ['/'], does: 'keys.template' },
      { keys: ['z'], does: 'keys.undo' },
      { keys: ['n'], does: 'keys.new' },
    ],
  },
  {
    title: 'keys.lists',
    keys: [
      ...Object.entries(LIST_KEYS).map(([letter, list]) => ({
        keys: ['g', letter],
        does: list === 'all_in_group' ? ('keys.groups' as const) : (`list.${list}` as const),
      })),
      { keys: ['g', IMPORTANT_ONLY_KEY], does: 'keys.importantOnly' },
    ],
  },
];
