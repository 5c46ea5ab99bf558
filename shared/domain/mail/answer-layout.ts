import { fillHtml, fillText } from '../template/placeholders.ts';
import { valueOf, type VariableSources } from '../template/variables.ts';
import { type Language, LANGUAGES } from '../ticket/ticket.ts';
import { CONTENT, type Layout } from './mail-layout.ts';

const builtIn = (footer: string): Layout => ({
  html:
    '<div style="max-width:680px">#{content}' +
    `<div style="margin-top:32px;padding-top:12px;border-top:1px solid #e1e6eb;color:#6b7785;font-size:12px;line-height:1.5">${footer}</div></div>`,
  text: `#{content}\n\n--\n${footer}\n`,
});

/** The built-in layout for each kind of mail. */
export const ANSWER_LAYOUTS = {
  ko: builtIn('#{service.name} · 문의 #{ticket.number} — 이 메일에 회신하시면 같은 문의로 이어집니다.'),
  en: builtIn('#{service.name} · Inquiry #{ticket.number} — Reply to this mail to continue the conversation.'),
  ja: builtIn(
    '#{service.name} · お問い合わせ #{ticket.number} — このメールに返信いただくと、同じお問い合わせとして続けられます。',
  ),
  zh: builtIn('#{service.name} · 咨询 #{ticket.number} — 直接回复此邮件即可继续本次咨询。'),
} as const satisfies Record<Language, Layout>;

/** The language of the built-in layouts; English for an unknown language. */
export const languageOf = (language: string): Language => LANGUAGES.find((known) => known === language) ?? 'en';

/** Wraps a mail's HTML in a document, as mail programs expect. */
export const inDocument = (language: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head>` +
  "<body style=\"margin:0;padding:24px;background-color:#ffffff;color:#1f2933;font-family:-apple-system,'Segoe UI','Apple SD Gothic Neo','Malgun Gothic','Hiragino Sans','Microsoft YaHei',sans-serif;font-size:15px;line-height:1.6\">" +
  `${body}</body></html>`;

/** A line break in a value would end the header. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** An answer in its layout, as HTML and as text, with the layout's subject if it has one. */
export const layOutAnswer = (
  layout: Layout,
  answer: { readonly html: string; readonly text: string },
  sources: VariableSources,
): { readonly html: string; readonly text: string; readonly subject?: string } => {
  const value = valueOf(sources);
  const subject = layout.subject === undefined ? '' : oneLine(fillText(layout.subject, value));
  return {
    html: inDocument(sources.language, fillHtml(layout.html, value, { [CONTENT]: answer.html })),
    text: fillText(layout.text, (name) => (name === CONTENT ? answer.text : value(name))),
    ...(subject === '' ? {} : { subject }),
  };
};
