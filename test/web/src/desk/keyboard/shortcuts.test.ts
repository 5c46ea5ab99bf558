import {
  ACTION_WORDS,
  IMPORTANT_ONLY_KEY,
  KEY_HELP,
  keysOf,
  LIST_ARROWS,
  LIST_KEYS,
  readKey,
  SEQUENCE_LIMIT,
  SHIFTED_KEYS,
  SINGLE_KEYS,
  type Action,
  type KeyPress,
} from '../../../../../web/src/desk/keyboard/shortcuts.ts';

const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...over,
});

describe('given an agent at the keyboard', () => {
  test.each(Object.entries(SINGLE_KEYS))('when %s is pressed, then it asks for %s', (key, action) => {
    expect(readKey(press(key), null, 0)).toEqual({ action, pendingSince: null });
  });

  test.each(Object.entries(SHIFTED_KEYS))('when Shift and %s are pressed, then it asks for %s', (key, action) => {
    expect(readKey(press(key, { shiftKey: true }), null, 0)).toEqual({ action, pendingSince: null });
    expect(readKey(press(key), null, 0).action).not.toBe(action);
  });

  test('when a capital is typed with Caps Lock, then it is the letter alone', () => {
    expect(readKey(press('X', { code: 'KeyX' }), null, 0).action).toBe('select');
  });

  test('when a Korean layout is on, then the place of the key counts', () => {
    expect(readKey(press('ㅓ', { code: 'KeyJ' }), null, 0).action).toBe('next');
    expect(readKey(press('Process', { code: 'KeyT' }), null, 0).action).toBe('keep');
  });

  test('when letters stand elsewhere (Dvorak), then the letter counts', () => {
    expect(readKey(press('j', { code: 'KeyC' }), null, 0).action).toBe('next');
  });

  test.each(['ctrlKey', 'metaKey', 'altKey'] as const)('when %s is held, then the key is the browser’s', (modifier) => {
    expect(readKey(press('r', { [modifier]: true }), null, 0).action).toBeNull();
  });

  test.each([
    ['ctrlKey', 'k', 'KeyK'],
    ['metaKey', 'k', 'KeyK'],
    ['ctrlKey', 'ㅏ', 'KeyK'],
  ])('when %s and %s are pressed, then it asks for the palette; not with Alt', (modifier, key, code) => {
    expect(readKey(press(key, { code, [modifier]: true }), null, 0).action).toBe('palette');
    expect(readKey(press(key, { code, [modifier]: true, shiftKey: true }), null, 0).action).toBe('palette');
    expect(readKey(press(key, { code, [modifier]: true, altKey: true }), null, 0).action).toBeNull();
  });

  test.each(Object.entries(LIST_KEYS))('when g and then %s are pressed, then %s opens', (letter, list) => {
    const { pendingSince } = readKey(press('g'), null, 1000);
    expect(readKey(press(letter), pendingSince, 1000 + SEQUENCE_LIMIT).action).toBe(`list:${list}`);
  });

  test('when g and then * are pressed, with Shift, then the list is narrowed to what is important', () => {
    const { pendingSince } = readKey(press('g'), null, 1000);
    const held = readKey(press('Shift', { code: 'ShiftLeft' }), pendingSince, 1100);
    expect(held).toEqual({ action: null, pendingSince });
    expect(readKey(press(IMPORTANT_ONLY_KEY, { code: 'Digit8' }), held.pendingSince, 1200).action).toBe(
      'importantOnly',
    );
  });

  test('when the letter comes late or is none of them, then it is no list', () => {
    const { pendingSince } = readKey(press('g'), null, 1000);
    expect(readKey(press('r'), pendingSince, 1001 + SEQUENCE_LIMIT).action).toBe('reply');
    expect(readKey(press('z'), pendingSince, 1001)).toEqual({ action: null, pendingSince: null });
  });
});

describe('the help', () => {
  const lines = KEY_HELP.flatMap(({ keys }) => keys);
  const actions = new Set<Action>([
    ...Object.values(SINGLE_KEYS),
    ...Object.values(SHIFTED_KEYS),
    ...Object.values(LIST_ARROWS),
    'palette',
    'importantOnly',
  ]);

  test.each([...actions])('given the key of %s, then it is in the help', (action) => {
    expect(keysOf(action)).not.toEqual([]);
    expect(lines.map(({ does }) => does)).toContain(ACTION_WORDS[action as keyof typeof ACTION_WORDS]);
  });

  test.each(Object.entries(LIST_KEYS))('given g and %s, then it is in the help', (letter) => {
    expect(lines.filter(({ keys }) => keys[0] === 'g' && keys[1] === letter)).toHaveLength(1);
  });

  test('then no line is there twice', () => {
    expect(new Set(lines.map(({ does }) => does)).size).toBe(lines.length);
  });
});
