import type { MenuList } from '../../../../shared/domain/ticket/ticket.ts';
import type { WordKey } from '../../ui/words/en.ts';

/** Everything that a key or the command palette can do. */
export type Action =
  | 'next'
  | 'previous'
  | 'keep'
  | 'reply'
  | 'comment'
  | 'resolve'
  | 'pend'
  | 'forward'
  | 'escalate'
  | 'resolve_internally'
  | 'withdraw'
  | 'unassign'
  | 'complete'
  | 'restore'
  | 'delete'
  | 'important'
  | 'unfold'
  | 'details'
  | 'mask'
  | 'create'
  | 'undo'
  | 'help'
  | 'settings'
  | 'administration'
  | 'palette'
  | 'find'
  | 'importantOnly'
  | 'select'
  | 'selectTo'
  | 'selectNext'
  | 'selectPrevious'
  | 'deselect'
  | 'batch'
  | `list:${MenuList}`;

/** The actions on a ticket. */
export const TICKET_ACTIONS = [
  'keep',
  'reply',
  'comment',
  'resolve',
  'pend',
  'forward',
  'escalate',
  'resolve_internally',
  'withdraw',
  'unassign',
  'complete',
  'restore',
  'delete',
] as const satisfies readonly Action[];
export type TicketAction = (typeof TICKET_ACTIONS)[number];
export const isTicketAction = (action: Action): action is TicketAction =>
  (TICKET_ACTIONS as readonly Action[]).includes(action);

/** The actions that lead to a field: what is typed after their key is meant for it. */
const WRITTEN: readonly Action[] = ['reply', 'comment', 'resolve', 'pend', 'forward'];
export const isWritten = (action: Action): boolean => WRITTEN.includes(action);

/** The actions that nothing can be done about while no ticket is open, beside those on a ticket. */
const ON_A_TICKET: readonly Action[] = ['important', 'select', 'selectTo', 'unfold', 'details', 'mask'];
export const needsTicket = (action: Action): boolean => isTicketAction(action) || ON_A_TICKET.includes(action);

/** What each action is called. */
export const ACTION_WORDS = {
  next: 'keys.next',
  previous: 'keys.previous',
  keep: 'keys.keep',
  reply: 'keys.reply',
  comment: 'keys.comment',
  resolve: 'keys.resolve',
  pend: 'keys.pend',
  forward: 'keys.forward',
  escalate: 'keys.escalate',
  resolve_internally: 'more.resolve_internally',
  withdraw: 'more.withdraw',
  unassign: 'more.unassign',
  complete: 'more.complete',
  restore: 'spam.restore',
  delete: 'spam.delete',
  important: 'keys.important',
  unfold: 'keys.unfold',
  details: 'keys.details',
  mask: 'keys.mask',
  create: 'keys.new',
  undo: 'keys.undo',
  help: 'keys.title',
  settings: 'settings.open',
  administration: 'settings.administration',
  palette: 'palette.label',
  find: 'keys.find',
  importantOnly: 'keys.importantOnly',
  select: 'keys.select',
  selectTo: 'keys.selectTo',
  selectNext: 'keys.selectMore',
  selectPrevious: 'keys.selectMore',
  deselect: 'keys.leave',
  batch: 'keys.batch',
} as const satisfies Record<Exclude<Action, `list:${MenuList}`>, WordKey>;

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
  h: 'escalate',
  '*': 'important',
  x: 'select',
  b: 'batch',
  Escape: 'deselect',
  ';': 'unfold',
  d: 'details',
  m: 'mask',
  n: 'create',
  z: 'undo',
  '/': 'find',
  '?': 'help',
};

/** Keys with Shift. */
export const SHIFTED_KEYS: Readonly<Record<string, Action>> = {
  x: 'selectTo',
  ArrowDown: 'selectNext',
  ArrowUp: 'selectPrevious',
};

/** Keys that act in the list only; elsewhere they scroll. */
export const LIST_ARROWS: Readonly<Record<string, Action>> = { ArrowDown: 'next', ArrowUp: 'previous' };

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

/** The key that opens the command palette with Ctrl or ⌘; with Shift, too, since the editor has it for links. */
const PALETTE_KEY = 'k';

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
  if (press.ctrlKey || press.metaKey || press.altKey)
    return { action: !press.altKey && latinOf(press) === PALETTE_KEY ? 'palette' : null, pendingSince: null };
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

const SHOWN_KEYS: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' };
const keyFor = (keys: Readonly<Record<string, Action>>, action: Action): string | undefined => {
  const key = Object.keys(keys).find((each) => keys[each] === action);
  return key === undefined ? undefined : (SHOWN_KEYS[key] ?? key);
};

/** The keys of an action, in the order in which they are pressed; empty when it has none. `mod` is Ctrl or ⌘. */
export const keysOf = (action: Action): readonly string[] => {
  if (action === 'palette') return ['mod', PALETTE_KEY.toUpperCase()];
  if (action === 'importantOnly') return ['g', IMPORTANT_ONLY_KEY];
  const letter = Object.entries(LIST_KEYS).find(([, list]) => action === `list:${list}`)?.[0];
  if (letter !== undefined) return ['g', letter];
  const single = keyFor(SINGLE_KEYS, action);
  if (single !== undefined) return [single];
  const shifted = keyFor(SHIFTED_KEYS, action);
  return shifted === undefined ? [] : ['Shift', shifted];
};

type HelpLine = { readonly keys: readonly string[]; readonly does: WordKey };
const lineOf = (action: keyof typeof ACTION_WORDS): HelpLine => ({ keys: keysOf(action), does: ACTION_WORDS[action] });

/** The content of the help dialog: all keys in groups. */
export const KEY_HELP: readonly { readonly title: WordKey; readonly keys: readonly HelpLine[] }[] = [
  {
    title: 'keys.moving',
    keys: [
      lineOf('next'),
      lineOf('previous'),
      { keys: ['↑ ↓'], does: 'keys.arrows' },
      { keys: ['Enter'], does: 'keys.open' },
      lineOf('deselect'),
      lineOf('palette'),
      { keys: ['mod', 'Shift', PALETTE_KEY.toUpperCase()], does: 'keys.paletteInEditor' },
      lineOf('find'),
      { keys: ['Alt', '↑ ↓'], does: 'keys.movePanel' },
      lineOf('help'),
    ],
  },
  {
    title: 'keys.selecting',
    keys: [
      ...(['select', 'selectTo'] as const).map(lineOf),
      { keys: ['Shift', '↑ ↓'], does: 'keys.selectMore' },
      lineOf('batch'),
    ],
  },
  {
    title: 'keys.working',
    keys: [
      ...(
        [
          'keep',
          'reply',
          'comment',
          'resolve',
          'pend',
          'forward',
          'escalate',
          'important',
          'unfold',
          'details',
          'mask',
        ] as const
      ).map(lineOf),
      ...(['create', 'undo'] as const).map(lineOf),
    ],
  },
  {
    title: 'keys.writing',
    keys: [
      { keys: ['mod', 'Enter'], does: 'keys.process' },
      { keys: ['mod', 'Shift', 'Enter'], does: 'keys.preview' },
      { keys: ['/'], does: 'keys.template' },
      { keys: ['mod', PALETTE_KEY.toUpperCase()], does: 'link.add' },
    ],
  },
  {
    title: 'keys.lists',
    keys: [
      ...Object.values(LIST_KEYS).map((list) => ({
        keys: keysOf(`list:${list}`),
        does: list === 'all_in_group' ? ('keys.groups' as const) : (`list.${list}` as const),
      })),
      lineOf('importantOnly'),
    ],
  },
];
