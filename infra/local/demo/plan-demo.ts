import { ENGLISH_INQUIRIES } from './inquiries-en.ts';
import { KOREAN_INQUIRIES } from './inquiries-ko.ts';
import type { Inquiry } from './inquiry.ts';
import { ENGLISH_CUSTOMERS, ENGLISH_PRODUCTS, ISSUES, KOREAN_CUSTOMERS, KOREAN_PRODUCTS } from './people.ts';

/** One thing that somebody does to a demo ticket, at a time in the past. `agent` is an e-mail address. */
export type Step =
  | { readonly kind: 'mail'; readonly at: Date; readonly from: { readonly name: string; readonly email: string }; readonly subject: string; readonly text: string; readonly reply: boolean }
  | { readonly kind: 'create'; readonly at: Date; readonly agent: string; readonly title: string; readonly html: string; readonly language: 'ko' | 'en' }
  | { readonly kind: 'keep'; readonly at: Date; readonly agent: string; readonly groupId?: string }
  | { readonly kind: 'comment' | 'pend' | 'resolve'; readonly at: Date; readonly agent: string; readonly html: string };

/** The life of one demo ticket so far. */
export type Story = { readonly serviceId: 'care' | 'engineering'; readonly steps: readonly Step[] };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CARE_TICKETS = 280;
const ISSUE_TICKETS = 20;
const DAYS = 30;
const AGENTS_OF: Readonly<Record<Inquiry['group'], readonly string[]>> = {
  delivery: ['mina@example.com', 'jun@example.com'],
  billing: ['jun@example.com', 'sora@example.com'],
  technical: ['haru@example.com'],
};
const ENGINEERS = ['dana@example.com', 'theo@example.com'] as const;

/** A small generator with a seed (mulberry32): the demo is the same each time. */
const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** 300 conversations over the 30 days before `now`: the older, the more of them resolved; the newest still unassigned. Same seed, same stories. */
export const planDemo = (now: Date, seed = 20_26): readonly Story[] => {
  const random = seeded(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const chance = (share: number): boolean => random() < share;
  const minutes = (from: number, to: number): number => (from + random() * (to - from)) * MINUTE;

  const arrival = (index: number, count: number): Date => {
    const day = now.getTime() - DAYS * DAY + (index / count) * DAYS * DAY;
    return new Date(Math.min(day + minutes(-90, 90), now.getTime() - minutes(1, 20)));
  };

  const careStory = (index: number): Story => {
    const korean = chance(0.7);
    const inquiry = pick(korean ? KOREAN_INQUIRIES : ENGLISH_INQUIRIES);
    const name = pick<string>(korean ? KOREAN_CUSTOMERS : ENGLISH_CUSTOMERS);
    const customer = { name, email: `${korean ? 'customer' : name.toLowerCase()}${index + 1}@customer.example.com` };
    const product = pick<string>(korean ? KOREAN_PRODUCTS : ENGLISH_PRODUCTS);
    const arrived = arrival(index, CARE_TICKETS);
    const order = `A-${String(100_000 + Math.floor(random() * 899_999))}`;
    const bought = new Date(arrived.getTime() - minutes(2, 9) * 24 * 60);
    const date = korean ? `${bought.getMonth() + 1}월 ${bought.getDate()}일` : `${bought.getDate()} ${bought.toLocaleString('en', { month: 'long' })}`;
    const filled = (text: string): string => text.replaceAll('{order}', order).replaceAll('{product}', product).replaceAll('{date}', date);
    const filledTitle = filled(inquiry.title);
    const title = `${filledTitle.charAt(0).toUpperCase()}${filledTitle.slice(1)}`;
    const agent = pick(AGENTS_OF[inquiry.group]);

    const steps: Step[] = [{ kind: 'mail', at: arrived, from: customer, subject: title, text: filled(inquiry.text), reply: false }];
    let clock = arrived.getTime();
    /** Adds a step if it still lies in the past; what would come after it doesn't happen either. */
    const then = (delay: number, step: (at: Date) => Step): boolean => {
      clock += delay;
      if (clock > now.getTime() - MINUTE) { clock = Number.POSITIVE_INFINITY; return false; }
      steps.push(step(new Date(clock)));
      return true;
    };
    const age = now.getTime() - arrived.getTime();
    const waits = age < DAY ? 0.45 : age < 3 * DAY ? 0.12 : 0;
    if (chance(waits)) return { serviceId: 'care', steps };
    then(minutes(3, 150), (at) => ({ kind: 'keep', at, agent, groupId: inquiry.group }));
    if (chance(0.35)) then(minutes(2, 40), (at) => ({ kind: 'comment', at, agent, html: `<p>${filled(inquiry.comment)}</p>` }));
    if (chance(age < 2 * DAY ? 0.2 : 0.03)) return { serviceId: 'care', steps };
    if (chance(0.2)) {
      then(minutes(5, 60), (at) => ({ kind: 'pend', at, agent, html: `<p>${filled(inquiry.interim)}</p>` }));
      if (chance(age < 4 * DAY ? 0.5 : 0.12)) return { serviceId: 'care', steps };
      if (chance(0.4)) then(minutes(60, 600), (at) => ({ kind: 'mail', at, from: customer, subject: `Re: ${title}`, text: filled(inquiry.reply), reply: true }));
    }
    then(minutes(10, 300), (at) => ({ kind: 'resolve', at, agent, html: `<p>${filled(inquiry.answer)}</p>` }));
    if (chance(0.22)) {
      const replied = then(minutes(30, 1_500), (at) => ({ kind: 'mail', at, from: customer, subject: `Re: ${title}`, text: filled(inquiry.reply), reply: true }));
      if (replied && chance(age < 3 * DAY ? 0.4 : 0.95)) then(minutes(20, 400), (at) => ({ kind: 'resolve', at, agent, html: korean ? '<p>확인했습니다. 말씀하신 대로 처리해 두었습니다. 감사합니다.</p>' : '<p>Noted, and taken care of. Thank you for writing.</p>' }));
    }
    return { serviceId: 'care', steps };
  };

  const issueStory = (index: number): Story => {
    const [title, text] = ISSUES[index % ISSUES.length]!;
    const at = arrival(index, ISSUE_TICKETS);
    const agent = pick(ENGINEERS);
    const steps: Step[] = [{ kind: 'create', at, agent, title, html: `<p>${text}</p>`, language: /[가-힣]/.test(title) ? 'ko' : 'en' }];
    const kept = new Date(at.getTime() + minutes(30, 500));
    if (kept < now && chance(0.7)) steps.push({ kind: 'keep', at: kept, agent });
    return { serviceId: 'engineering', steps };
  };

  return [
    ...Array.from({ length: CARE_TICKETS }, (_, index) => careStory(index)),
    ...Array.from({ length: ISSUE_TICKETS }, (_, index) => issueStory(index)),
  ].sort((a, b) => a.steps[0]!.at.getTime() - b.steps[0]!.at.getTime());
};
