/**
 * The end of a line like `On … wrote:` over a quote, in many languages. It may be one or two lines below the beginning.
 */
const ATTRIBUTION_ENDS = [
  /(?<![\p{L}])(wrote|writes|said|schrieb|a écrit|escribió|escreveu|ha scritto|skrev|schreef|napisał\(a\)|napisał|пишет|пише|написал|написала)(?![\p{L}])[^\n]{0,80}:\s*$/iu,
  /\d.*<\s?[^<>\s]+@[^<>\s]+\s?>\s*:\s*$/,
  /(님이 작성|님이 쓴 글|님이 작성함|작성:|さんは書きました|のメッセージ|写道|寫道)\s*[:：]?\s*$/,
];
const BEGINS_WITH_DATE =
  /^(On|Am|Le|El|Em|Il|Op|Den|W dniu|Dne|\d{1,2}\.? \p{L}+\.? \d{4}|\p{L}{2,4}\.?, \d|\p{L}+,? \d{1,2} \p{L}+\.? \d{4}|\d{4}[./년-]|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s)/iu;
const BEGINS_WITH_SENDER = /^["“]?[^\s<>]+.{0,80}<\s?[^>\s]+@[^>\s]+\s?>/u;

/** Lines after which another mail begins. */
const SEPARATORS = [
  /^\s*[-_=*]{2,}\s*(original message|original appointment|forwarded message|원본 ?(메일|메시지)|원문|ursprüngliche nachricht|message d'origine|mensaje original|original-nachricht|転送|原始邮件|原始郵件|元のメッセージ)\s*[-_=*]*\s*$/i,
  /^\s*(begin forwarded message|---+ ?reply above this line ?---+|##- .{0,80} -##)\s*:?\s*$/i,
  /^\s*_{20,}\s*$/,
];

/** A header of a quoted mail, as Outlook writes it. It counts when two more follow within four lines. */
const HEADER =
  /^\W{0,4}(from|sent|date|to|cc|subject|reply-to|von|gesendet|datum|an|betreff|de|envoyé|à|objet|da|inviato|data|a|oggetto|enviado|para|asunto|assunto|risposta|보낸 ?사람|보낸 ?날짜|보낸 ?시간|받는 ?사람|참조|제목|날짜|差出人|送信日時|宛先|件名|发件人|发送时间|收件人|主题|寄件者|收件者|主旨)\W{0,3}\s*[:：]/i;

const isQuoted = (line: string): boolean => /^\s*[>|]/.test(line);
const isBlank = (line: string): boolean => line.trim() === '';

const beginsWithDate = (line: string): boolean => BEGINS_WITH_DATE.test(line.replace(/^\W+/, ''));
const reads = (joined: string): boolean =>
  joined.length < 400 &&
  ATTRIBUTION_ENDS.some((ends) => ends.test(joined)) &&
  (beginsWithDate(joined) || BEGINS_WITH_SENDER.test(joined));
const join = (lines: readonly string[], from: number, to: number): string =>
  lines
    .slice(from, to)
    .map((line) => line.trim())
    .join(' ');

const isAttribution = (lines: readonly string[], at: number): boolean => {
  if (isQuoted(lines[at] ?? '') || isBlank(lines[at] ?? '')) return false;
  for (const length of [1, 2, 3]) {
    // If the lines after this one are an attribution by themselves, this line is not part of it.
    const isOfLater =
      length > 1 &&
      !beginsWithDate(lines[at] ?? '') &&
      [1, 2].some((later) => later < length && reads(join(lines, at + later, at + length)));
    if (!isOfLater && reads(join(lines, at, at + length))) return true;
    if (isBlank(lines[at + length] ?? '')) return false;
  }
  return false;
};

const isHeaderBlock = (lines: readonly string[], at: number): boolean => {
  if (!HEADER.test(lines[at] ?? '')) return false;
  const next = lines.slice(at + 1, at + 5);
  return next.filter((line) => HEADER.test(line)).length >= 2;
};

/** Characters. No mark of a quote is longer, so lines are cut to this length before they are searched. */
const MARK_LENGTH = 400;
const beginningOf = (line: string): string => (line.length > MARK_LENGTH ? `${line.slice(0, MARK_LENGTH)}…` : line);

/** Positions of lines, found in one pass because a mail may have a hundred thousand lines. */
type Outline = {
  /** The first line that is not blank, and the last one that is neither quoted nor blank. */
  readonly firstSaid: number;
  readonly lastOwn: number;
  /** For each line the next quoted line after it; the number of lines when there is none. */
  readonly nextQuoted: readonly number[];
};
const outlineOf = (lines: readonly string[]): Outline => {
  const nextQuoted: number[] = new Array<number>(lines.length);
  let [next, firstSaid, lastOwn] = [lines.length, lines.length, -1];
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    nextQuoted[at] = next;
    const line = lines[at] ?? '';
    if (isQuoted(line)) next = at;
    if (isBlank(line)) continue;
    firstSaid = at;
    if (lastOwn === -1 && !isQuoted(line)) lastOwn = at;
  }
  return { firstSaid, lastOwn, nextQuoted };
};

/**
 * The index of the line from which on a mail only repeats earlier mails; null when there is none, or when the mail
 * would be empty without it. Quoted lines with new text between or below them don't count: new text must never be
 * folded.
 */
export const findQuoteStart = (whole: readonly string[]): number | null => {
  const outline = outlineOf(whole);
  const lines = whole.map(beginningOf);
  for (let at = 0; at < lines.length; at += 1) {
    const begins = SEPARATORS.some((separator) => separator.test(lines[at] ?? '')) || isHeaderBlock(lines, at);
    const attributed = isAttribution(lines, at);
    if (!begins && !attributed && !(isQuoted(lines[at] ?? '') && outline.lastOwn < at)) continue;
    if (outline.firstSaid >= at) return null;
    if (!attributed || !answersBetween(outline, at)) return at;
  }
  return null;
};

/** Whether there is new text between or below the quoted lines that follow an attribution. */
const answersBetween = ({ nextQuoted, lastOwn }: Outline, attribution: number): boolean => {
  const firstQuoted = nextQuoted[attribution] ?? Infinity;
  return firstQuoted - attribution <= 5 && firstQuoted < nextQuoted.length && lastOwn > firstQuoted;
};

/** Lines at which an attribution stands right above quoted lines. */
const attributionsIn = (lines: readonly string[]): ReadonlySet<number> => {
  const found = new Set<number>();
  for (let at = 0; at < lines.length; at += 1) {
    if (!isAttribution(lines, at)) continue;
    const quoted = lines.findIndex((line, later) => later > at && isQuoted(line));
    if (quoted === -1 || quoted - at > 5) continue;
    for (let line = at; line < quoted; line += 1) found.add(line);
  }
  return found;
};

/** The lines that the writer of a mail added: without quoted ones, what announces them, and what repeats a mail. */
export const ownLines = (whole: readonly string[]): readonly string[] => {
  const lines = whole.slice(0, findQuoteStart(whole) ?? whole.length);
  const attributions = attributionsIn(lines.map(beginningOf));
  return lines.filter((line, at) => !isQuoted(line) && !attributions.has(at));
};
