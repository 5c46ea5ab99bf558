import { escapeHtml, fillHtml, fillText } from '../template/placeholders.ts';
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

const NOTICES = {
  ko: ['문의 #{number} 열기', '트리거가 자동으로 보낸 메일입니다. 답변은 이 메일이 아니라 문의에서 해 주세요.'],
  en: ['Open #{number}', 'A trigger sent this mail by itself. Answer in the ticket, not to this mail.'],
  ja: [
    '#{number} を開く',
    'トリガーが自動送信したメールです。返信はこのメールではなく、お問い合わせの画面で行ってください。',
  ],
  zh: ['打开 #{number}', '此邮件由触发器自动发送。请在工单中回复，不要回复此邮件。'],
} as const satisfies Record<Language, readonly [string, string]>;

/** A mail of a trigger to others than the customer: its text, and a link to the ticket. */
export const layOutNotice = (
  language: Language,
  body: { readonly html: string; readonly text: string },
  { link, label }: { readonly link: string; readonly label: string },
): { readonly html: string; readonly text: string } => {
  const [open, says] = NOTICES[language];
  const words = open.replace('#{number}', label);
  return {
    html: inDocument(
      language,
      `${body.html}<p style="margin-top:24px"><a href="${escapeHtml(link)}">${escapeHtml(words)}</a></p>` +
        `<p style="color:#6b7785;font-size:12px;line-height:1.5">${says}</p>`,
    ),
    text: `${body.text}\n\n${words}: ${link}\n\n--\n${says}\n`,
  };
};

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
