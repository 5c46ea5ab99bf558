import { type Language, LANGUAGES } from '../ticket/ticket.ts';

/** What stands around an answer. `#{content}` is the answer; `#{ticket}` the label (`#1024`), `#{service}` the service's name. */
export type AnswerLayout = { readonly html: string; readonly text: string };

const frame = (language: Language, footer: string): AnswerLayout => ({
  html: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head>`
    + '<body style="margin:0;padding:24px;background-color:#ffffff;color:#1f2933;font-family:-apple-system,\'Segoe UI\',\'Apple SD Gothic Neo\',\'Malgun Gothic\',\'Hiragino Sans\',\'Microsoft YaHei\',sans-serif;font-size:15px;line-height:1.6">'
    + '<div style="max-width:680px">#{content}'
    + `<div style="margin-top:32px;padding-top:12px;border-top:1px solid #e1e6eb;color:#6b7785;font-size:12px;line-height:1.5">${footer}</div></div></body></html>`,
  text: `#{content}\n\n--\n${footer}\n`,
});

export const ANSWER_LAYOUTS = {
  ko: frame('ko', '#{service} · 문의 #{ticket} — 이 메일에 회신하시면 같은 문의로 이어집니다.'),
  en: frame('en', '#{service} · Inquiry #{ticket} — Reply to this mail to continue the conversation.'),
  ja: frame('ja', '#{service} · お問い合わせ #{ticket} — このメールに返信いただくと、同じお問い合わせとして続けられます。'),
  zh: frame('zh', '#{service} · 咨询 #{ticket} — 直接回复此邮件即可继续本次咨询。'),
} as const satisfies Record<Language, AnswerLayout>;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (char) => ESCAPES[char]!);

/** Values go in at once and are not looked at again: a `#{…}` that somebody wrote stays what it is. */
const fill = (layout: string, values: Readonly<Record<string, string>>) => layout.replace(/#\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** An answer in its layout, as HTML and as text. An unknown language is written to in English. */
export const layOutAnswer = (language: string, answer: { readonly html: string; readonly text: string; readonly ticket: string; readonly service: string }): AnswerLayout => {
  const layout = ANSWER_LAYOUTS[LANGUAGES.find((known) => known === language) ?? 'en'];
  return {
    html: fill(layout.html, { content: answer.html, ticket: escape(answer.ticket), service: escape(answer.service) }),
    text: fill(layout.text, { content: answer.text, ticket: answer.ticket, service: answer.service }),
  };
};
