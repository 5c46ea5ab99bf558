import { createInstance } from 'i18next';
import { departureWords } from '../../../../web/src/app/departure-words.ts';
import { en } from '../../../../web/src/ui/words/en.ts';
import { ko } from '../../../../web/src/ui/words/ko.ts';

const speaking = async (lng: 'en' | 'ko') => {
  const i18n = createInstance();
  await i18n.init({
    lng,
    resources: { en: { words: en }, ko: { words: ko } },
    defaultNS: 'words',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  return i18n.t;
};
const kim = {
  name: 'Kim',
  outcome: 'given_back' as const,
  tickets: 37,
  openCalls: 0,
  groupName: (groupId: string | null) => (groupId === 'first' ? 'First line' : undefined),
  groups: [
    { groupId: 'first', tickets: 30 },
    { groupId: null, tickets: 7 },
  ],
};

it('says who left, how many tickets went where, and what calls wait, in both languages', async () => {
  const [english, korean] = [await speaking('en'), await speaking('ko')];
  expect(departureWords(english, { ...kim, openCalls: 2 })).toEqual({
    title: 'Kim left. Tickets back in their groups: 37',
    lines: ['First line (30), no group (7)', 'Reserved calls that need somebody else: 2'],
  });
  expect(departureWords(korean, kim)).toEqual({
    title: 'Kim 님이 떠남: 티켓 37건이 반환됨',
    lines: ['First line (30), 그룹 없음 (7)'],
  });
});

it('says that a leaver kept their tickets, and of one who had only calls nothing of tickets', async () => {
  const t = await speaking('en');
  expect(departureWords(t, { ...kim, outcome: 'kept' }).title).toBe('Kim left. Open tickets still theirs: 37');
  expect(departureWords(t, { ...kim, tickets: 0, groups: [], openCalls: 1 })).toEqual({
    title: 'Kim left',
    lines: ['Reserved calls that need somebody else: 1'],
  });
});
