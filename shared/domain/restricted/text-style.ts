/** The style of text, as far as it decides whether and in which order the text is seen. */
export type TextStyle = {
  readonly hidden: boolean;
  /** Pixels. */
  readonly size: number;
  /** Red, green, blue. */
  readonly color: readonly number[];
  readonly background: readonly number[];
  readonly isRightToLeft: boolean;
  /** Where its block floats: left floats are shown first, right floats last. */
  readonly float: 'left' | 'right' | 'none';
  /** Whether its direction is isolated or overridden: then it is laid out like a single character. */
  readonly direction?: 'isolate' | 'override';
};

export const INITIAL_STYLE: TextStyle = {
  hidden: false,
  size: 16,
  color: [0, 0, 0],
  background: [255, 255, 255],
  isRightToLeft: false,
  float: 'none',
};

/** Minimum readable font size in pixels. */
const READABLE_SIZE = 3;
/** Offset in pixels beyond which text is outside the screen. */
const FAR = 1500;
/** Colours whose parts all differ by less look the same to a reader. */
const ALIKE = 24;

const NAMED: Readonly<Record<string, string>> = {
  white: 'ffffff',
  snow: 'fffafa',
  ivory: 'fffff0',
  ghostwhite: 'f8f8ff',
  floralwhite: 'fffaf0',
  mintcream: 'f5fffa',
  azure: 'f0ffff',
  whitesmoke: 'f5f5f5',
  seashell: 'fff5ee',
  aliceblue: 'f0f8ff',
  honeydew: 'f0fff0',
  black: '000000',
  red: 'ff0000',
  green: '008000',
  blue: '0000ff',
  yellow: 'ffff00',
  gray: '808080',
  grey: '808080',
  silver: 'c0c0c0',
  navy: '000080',
  lime: '00ff00',
  aqua: '00ffff',
  cyan: '00ffff',
  fuchsia: 'ff00ff',
  magenta: 'ff00ff',
  maroon: '800000',
  olive: '808000',
  purple: '800080',
  teal: '008080',
  orange: 'ffa500',
};
const SIZES: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
};
const PIXELS: Readonly<Record<string, number>> = { px: 1, '': 1, pt: 4 / 3, pc: 16, cm: 37.8, mm: 3.78, in: 96 };

/** The parts of a colour; `none` when it is transparent; undefined when it is unknown. */
const colorOf = (written: string): readonly number[] | 'none' | undefined => {
  const value = written.trim().toLowerCase();
  if (value === 'transparent') return 'none';
  const hex = /^#([\da-f]{3,8})$/.exec(value)?.[1] ?? NAMED[value];
  if (hex !== undefined) {
    const long = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join('') : hex;
    if (long.length === 8 && Number.parseInt(long.slice(6), 16) < ALIKE) return 'none';
    return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
  }
  const parts = /^(rgb|hsl)a?\(([^)]*)\)$/.exec(value);
  if (parts === null) return undefined;
  const numbers = parts[2]!
    .split(/[\s,/]+/)
    .filter((part) => part !== '')
    .map((part) => ({ value: Number.parseFloat(part), isShare: part.endsWith('%') }));
  const alpha = numbers[3];
  if (alpha !== undefined && (alpha.isShare ? alpha.value / 100 : alpha.value) < 0.1) return 'none';
  if (parts[1] === 'rgb') return numbers.slice(0, 3).map(({ value: part, isShare }) => (isShare ? part * 2.55 : part));
  // For a hue only very light and very dark colours matter.
  const light = numbers[2]?.value ?? 50;
  return light >= 96 ? [255, 255, 255] : light <= 4 ? [0, 0, 0] : undefined;
};

const lengthOf = (written: string, size: number): number | undefined => {
  const [, number, unit = ''] = /^\s*(-?[\d.]+)\s*([a-z%]*)/.exec(written.toLowerCase()) ?? [];
  if (number === undefined) return undefined;
  const value = Number.parseFloat(number);
  if (unit === 'em' || unit === 'ex' || unit === 'ch') return value * size;
  if (unit === 'rem') return value * 16;
  return unit === '%' ? (value * size) / 100 : value * (PIXELS[unit] ?? 1);
};
const sizeOf = (written: string, size: number): number =>
  SIZES[written.trim().toLowerCase()] ??
  lengthOf(written, size) ??
  (/larger/i.test(written) ? size * 1.2 : /smaller/i.test(written) ? size / 1.2 : size);

const attributesOf = (tag: string): ReadonlyMap<string, string> =>
  new Map(
    [...tag.matchAll(/\s([^\s=>"'/]+)="([^"]*)"/g)].map(([, name, value]) => [
      name!.toLowerCase(),
      value!.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  );
const stylesOf = (style: string | undefined): ReadonlyMap<string, string> =>
  new Map(
    (style ?? '').split(';').flatMap((each) => {
      const colon = each.indexOf(':');
      return colon < 0
        ? []
        : [
            [
              each.slice(0, colon).trim().toLowerCase(),
              each
                .slice(colon + 1)
                .replace(/!important/i, '')
                .trim(),
            ] as const,
          ];
    }),
  );
const alike = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((part, index) => Math.abs(part - other[index]!) < ALIKE);

/** The style of text inside a tag of sanitized HTML, given the style around the tag. */
export const styleInside = (around: TextStyle, name: string, tag: string): TextStyle => {
  const { direction: _outer, ...inherited } = around;
  if (!tag.includes('=')) return name === 'bdo' ? { ...inherited, direction: 'override' } : inherited;
  const attributes = attributesOf(tag);
  const styles = stylesOf(attributes.get('style'));
  const written = styles.get('font-size');
  const size = written === undefined ? around.size : sizeOf(written, around.size);
  const color = colorOf(styles.get('color') ?? attributes.get('color') ?? '') ?? around.color;
  const back = colorOf(styles.get('background-color') ?? styles.get('background') ?? attributes.get('bgcolor') ?? '');
  const background = back === undefined || back === 'none' ? around.background : back;
  const isFar = ['text-indent', 'padding', 'padding-left', 'margin', 'margin-left'].some(
    (property) =>
      Math.abs(
        Math.max(...(styles.get(property) ?? '').split(/\s+/).map((each) => Math.abs(lengthOf(each, size) ?? 0))),
      ) >= FAR,
  );
  const display = styles.get('display')?.toLowerCase();
  const dir = (styles.get('direction') ?? attributes.get('dir'))?.toLowerCase();
  const hidden =
    around.hidden ||
    display === 'none' ||
    size < READABLE_SIZE ||
    isFar ||
    color === 'none' ||
    alike(color, background);
  const float = styles.get('float')?.toLowerCase();
  const own =
    name === 'bdo'
      ? ('override' as const)
      : attributes.has('dir') || name === 'bdi' || display === 'inline-block'
        ? ('isolate' as const)
        : undefined;
  return {
    ...inherited,
    hidden,
    size,
    color: color === 'none' ? around.color : color,
    background,
    isRightToLeft: dir === 'rtl' || (dir !== 'ltr' && around.isRightToLeft),
    float: float === 'left' || float === 'right' ? float : around.float,
    ...(own === undefined ? {} : { direction: own }),
  };
};
