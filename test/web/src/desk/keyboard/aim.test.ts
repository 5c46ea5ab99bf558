import { createAim } from '../../../../../web/src/desk/keyboard/aim.ts';

const aDesk = () => {
  let now = 1_000;
  const desk = {
    open: null as number | null,
    focused: null as number | null,
    asked: [] as number[],
    told: [] as string[],
    done: [] as string[],
  };
  const aim = createAim(() => now);
  aim.attach({
    open: () => desk.open,
    focusedRow: () => desk.focused,
    openTicket: (number) => {
      desk.asked.push(number);
    },
    tellNoTicket: () => {
      desk.told.push('none');
    },
    tellLoading: (number) => {
      desk.told.push(`loading ${number}`);
    },
  });
  /** The ticket is loaded and shown. */
  const load = (number: number) => {
    aim.register('keep', number, () => {
      desk.done.push(`keep ${number}`);
    });
    aim.register('reply', number, () => {
      desk.done.push(`reply ${number}`);
    });
  };
  return {
    aim,
    desk,
    load,
    wait: (ms: number) => {
      now += ms;
    },
  };
};
const settled = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

it('given ticket 6 open and loaded, then a key acts on it', () => {
  const { aim, desk, load } = aDesk();
  desk.open = 6;
  load(6);
  aim.act('keep');
  expect(desk.done).toEqual(['keep 6']);
});

it('given ticket 6 shown and the ring on 7, when a key is pressed, then it waits for 7 and never falls on 6', async () => {
  const { aim, desk, load } = aDesk();
  desk.open = 6;
  load(6);
  aim.stepTo(7);
  aim.act('keep');
  expect(desk).toMatchObject({ done: [], asked: [7], told: ['loading 7'] });
  aim.stepTo(null);
  desk.open = 7;
  load(7);
  await settled();
  expect(desk.done).toEqual(['keep 7']);
});

it('given 7 in the address but not loaded, then a key waits for it; a hand that goes elsewhere takes it back', async () => {
  const { aim, desk, load } = aDesk();
  load(6);
  desk.open = 7;
  aim.act('keep');
  expect(desk.done).toEqual([]);
  aim.forget();
  load(7);
  await settled();
  expect(desk.done).toEqual([]);
});

it('given a row that has the focus while another ticket is open, then the key is for the row', () => {
  const { aim, desk, load } = aDesk();
  Object.assign(desk, { open: 6, focused: 9 });
  load(6);
  aim.act('reply');
  expect(desk).toMatchObject({ done: [], asked: [9] });
  expect(aim.isWritingAwaited()).toBe(true);
});

it('given a run of steps to 7, when the focus goes to another row, then a key is for that row', () => {
  const { aim, desk } = aDesk();
  Object.assign(desk, { open: 6, focused: 9 });
  aim.stepTo(7);
  expect(aim.aimedTicket()).toBe(9);
  desk.focused = null;
  expect(aim.aimedTicket()).toBe(7);
});

it('given a ticket that opened by itself a moment ago, then no key was meant for it', () => {
  const { aim, desk, load, wait } = aDesk();
  desk.open = 7;
  load(7);
  aim.openedByItself();
  aim.act('keep');
  expect(desk.done).toEqual([]);
  wait(400);
  aim.act('keep');
  expect(desk.done).toEqual(['keep 7']);
});

it('given a key that needs no loaded ticket, then it acts on the row in focus, and on none that opened by itself', () => {
  const { aim, desk, wait } = aDesk();
  const done: number[] = [];
  const mark = () => {
    aim.actOnAimed((number) => done.push(number));
  };
  mark();
  expect(desk.told).toEqual(['none']);
  Object.assign(desk, { open: 6, focused: 9 });
  mark();
  desk.focused = null;
  mark();
  aim.openedByItself();
  mark();
  wait(400);
  mark();
  expect(done).toEqual([9, 6, 6]);
  expect(desk).toMatchObject({ asked: [], told: ['none'] });
});

it('given nothing open, then a key says so', () => {
  const { aim, desk } = aDesk();
  aim.act('keep');
  expect(desk).toMatchObject({ told: ['none'], asked: [] });
});

it('given a key that waited too long, then it is not done any more', async () => {
  const { aim, desk, load, wait } = aDesk();
  desk.open = 7;
  aim.act('keep');
  wait(11_000);
  load(7);
  await settled();
  expect(desk.done).toEqual([]);
});

describe('letters that are typed before the editor has the focus', () => {
  it('are kept for it from the key that asks for it on, and given to it once', async () => {
    const { aim, desk, load } = aDesk();
    desk.open = 7;
    aim.act('reply');
    for (const key of ['n', 'o', 'x', 'Backspace', 't']) aim.typeAhead(key);
    aim.register('reply', 7, () => {
      aim.awaitEditor(7);
    });
    load(6);
    await settled();
    expect([aim.awaitsEditorOf(7), aim.awaitsEditorOf(6), aim.isWritingAwaited()]).toEqual([true, false, true]);
    for (const key of [' ', 'y', 'ㅛ', 'Enter']) aim.typeAhead(key);
    expect(aim.editorIsHere()).toBe('not y');
    expect([aim.awaitsEditorOf(7), aim.isWritingAwaited(), aim.editorIsHere()]).toEqual([false, false, '']);
  });

  it('are not given to the editor when another field was asked for', () => {
    const { aim, desk } = aDesk();
    desk.open = 7;
    aim.awaitRecipient(7);
    for (const key of ['j', 'u']) aim.typeAhead(key);
    expect([aim.awaitsEditorOf(7), aim.isWritingAwaited()]).toEqual([false, true]);
    expect([aim.editorIsHere(), aim.recipientIsHere(), aim.recipientIsHere()]).toEqual(['', 'ju', '']);
    expect(aim.isWritingAwaited()).toBe(false);
  });

  it.each<[string, (desk: ReturnType<typeof aDesk>) => void]>([
    ['a hand goes elsewhere', ({ aim }) => aim.forget()],
    ['another key asks for something', ({ aim }) => aim.act('keep')],
    ['they waited too long', ({ wait }) => wait(6_000)],
  ])('are dropped when %s', (_, then) => {
    const given = aDesk();
    given.desk.open = 7;
    given.aim.awaitEditor(7);
    given.aim.typeAhead('n');
    then(given);
    expect(given.aim.editorIsHere()).toBe('');
  });
});

describe('given the palette', () => {
  it('then it is offered what is registered for its ticket, with the reasons, and for the desk', () => {
    const { aim } = aDesk();
    let changes = 0;
    aim.onChange(() => {
      changes++;
    });
    const nothing = () => undefined;
    aim.register('keep', 6, nothing, () => 'It is yours');
    aim.register('reply', 6, nothing);
    aim.register('reply', 7, nothing, () => 'It is Jun’s');
    const unregister = aim.register('help', null, nothing);
    expect(aim.offers(6)).toEqual([
      { action: 'keep', reason: 'It is yours' },
      { action: 'reply', reason: null },
    ]);
    expect(aim.offers(null)).toEqual([{ action: 'help', reason: null }]);
    unregister();
    expect(aim.offers(null)).toEqual([]);
    expect(changes).toBe(5);
  });

  it('when it gives a command to a ticket that is not loaded, then that one opens and the command waits for it', async () => {
    const { aim, desk, load } = aDesk();
    desk.open = 6;
    load(6);
    aim.order('keep', 7);
    expect(desk).toMatchObject({ done: [], asked: [7], told: ['loading 7'] });
    desk.open = 7;
    load(7);
    await settled();
    expect(desk.done).toEqual(['keep 7']);
  });

  it('when letters are typed before it is there, then they are its own and no shortcuts', () => {
    const { aim } = aDesk();
    aim.awaitPalette();
    expect(aim.isWritingAwaited()).toBe(true);
    for (const key of 'help') aim.typeAhead(key);
    expect(aim.editorIsHere()).toBe('');
    expect(aim.paletteIsHere()).toBe('help');
    expect(aim.isWritingAwaited()).toBe(false);
  });
});

it('given a new ticket was asked for, when letters are typed before its form is there, then they are for its title', () => {
  const { aim } = aDesk();
  aim.awaitTitle();
  for (const key of 'Lamp') aim.typeAhead(key);
  expect(aim.paletteIsHere()).toBe('');
  expect(aim.isWritingAwaited()).toBe(true);
  expect(aim.titleIsHere()).toBe('Lamp');
  expect(aim.isWritingAwaited()).toBe(false);
});

it.each(['important', 'select', 'selectTo', 'unfold', 'details', 'mask'] as const)(
  'given no open ticket, when %s is asked for and nothing can do it, then it says why',
  (action) => {
    const { aim, desk } = aDesk();
    expect(aim.act(action)).toBe(true);
    expect(desk.told).toEqual(['none']);
  },
);
