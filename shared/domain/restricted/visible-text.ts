import { mapText } from '../masking/html-text.ts';
import { isInline } from './block-breaks.ts';
import type { Reading } from './reading.ts';
import { INITIAL_STYLE, styleInside, type TextStyle } from './text-style.ts';
import { DIRECTION, turnsAround, visualOrder, type LineItem } from './visual-order.ts';

const VOID = new Set(['br', 'hr', 'img', 'wbr', 'col']);

/** One unit of a block: a character, or the direction control that a tag stands for. */
type Unit = LineItem & {
  readonly end?: number;
  readonly float: TextStyle['float'];
  /** The floating element that contains it. */
  readonly floater: number;
};
type Block = { units: Unit[]; isRightToLeft: boolean; turns: boolean };

const CONTROLS = {
  isolate: (isRightToLeft: boolean) => [
    isRightToLeft ? DIRECTION.isolateRight : DIRECTION.isolateLeft,
    DIRECTION.endIsolate,
  ],
  override: (isRightToLeft: boolean) => [
    `${isRightToLeft ? DIRECTION.isolateRight : DIRECTION.isolateLeft}${isRightToLeft ? DIRECTION.overrideRight : DIRECTION.overrideLeft}`,
    `${DIRECTION.endOverride}${DIRECTION.endIsolate}`,
  ],
} as const;

/**
 * Left floats come before the other units of their block, right floats after them, the first of these at the outer
 * edge.
 */
const laidOut = (units: readonly Unit[]): readonly Unit[] => {
  if (units.every(({ float }) => float === 'none')) return units;
  const right = new Map<number, Unit[]>();
  for (const unit of units)
    if (unit.float === 'right') right.set(unit.floater, [...(right.get(unit.floater) ?? []), unit]);
  return [
    ...units.filter(({ float }) => float === 'left'),
    ...units.filter(({ float }) => float === 'none'),
    ...[...right.values()].toReversed().flat(),
  ];
};

/**
 * The text of sanitized HTML as a reader sees it: without hidden text, in visual order. Places are offsets of the text
 * content. Undefined when it is equal to the text as written.
 */
export const visibleText = (html: string): Reading | undefined => {
  const { text, tags } = mapText(html);
  if (!/\s(?:style|dir|color|bgcolor)=|<bd[io]/.test(html) && !turnsAround(text)) return undefined;
  const blocks: Block[] = [];
  let block: Block = { units: [], isRightToLeft: false, turns: false };
  const stack: { readonly name: string; readonly look: TextStyle; readonly close: string; readonly floater: number }[] =
    [];
  let floaters = 0;
  let isOther = false;
  const top = () => stack.at(-1)?.look ?? INITIAL_STYLE;
  const endBlock = () => {
    if (block.units.length > 0) blocks.push(block);
    block = { units: [], isRightToLeft: top().isRightToLeft, turns: false };
  };
  const put = (chars: string, at?: number) => {
    const { float } = top();
    for (const char of chars)
      block.units.push({ char, float, floater: stack.at(-1)?.floater ?? 0, ...(at === undefined ? {} : { at }) });
    block.turns ||= at === undefined || turnsAround(chars) || block.isRightToLeft;
    if (at === undefined || float !== 'none') isOther = true;
  };
  const say = (from: number, to: number) => {
    if (top().hidden) {
      isOther ||= to > from;
      return;
    }
    for (let at = from; at < to;) {
      const char = String.fromCodePoint(text.codePointAt(at)!);
      put(char, at);
      at += char.length;
    }
  };
  let at = 0;
  for (const { start, end, name, closing, textAt } of tags) {
    say(at, textAt);
    at = textAt;
    if (closing) {
      const index = stack.findLastIndex((each) => each.name === name);
      if (index >= 0) for (const each of stack.splice(index).toReversed()) put(each.close);
    } else if (!VOID.has(name)) {
      const before = stack.at(-1);
      const look = styleInside(top(), name, html.slice(start, end));
      const [open, close] =
        look.direction === undefined || !isInline(name)
          ? (['', ''] as const)
          : CONTROLS[look.direction](look.isRightToLeft);
      const isFloater = look.float !== 'none' && html.slice(start, end).includes('float');
      if (isFloater) floaters += 1;
      stack.push({ name, look, close: close!, floater: isFloater ? floaters : (before?.floater ?? 0) });
      if (open !== '') put(open!);
    }
    if (!isInline(name)) endBlock();
  }
  say(at, text.length);
  endBlock();
  const turned = blocks.some(({ turns }) => turns);
  if (!isOther && !turned) return undefined;
  const out = { text: '', starts: [] as number[], ends: [] as number[], breaks: [] as number[] };
  const parts: string[] = [];
  let length = 0;
  for (const { units, isRightToLeft, turns } of blocks) {
    const line = laidOut(units);
    out.breaks.push(length);
    for (const { char, at: place } of turns ? visualOrder(line, isRightToLeft) : line) {
      if (place === undefined) continue;
      parts.push(char);
      for (let unit = 0; unit < char.length; unit += 1) {
        out.starts.push(place + unit);
        out.ends.push(place + unit + 1);
      }
      length += char.length;
    }
  }
  return { ...out, text: parts.join('') };
};
