import {
  IMPORTANT_ONLY_KEY,
  LIST_KEYS,
  readKey,
  SEQUENCE_LIMIT,
  SHIFTED_KEYS,
  SINGLE_KEYS,
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
