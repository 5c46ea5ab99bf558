type Rgb = readonly [red: number, green: number, blue: number];

/** A canvas turns any colour that CSS knows into `#rrggbb`, or into `rgba(…)` when it is translucent. */
const painter = (): CanvasRenderingContext2D | null => document.createElement('canvas').getContext('2d');

const createReader = () => {
  let context: CanvasRenderingContext2D | null | undefined;
  return (color: string): Rgb | null => {
    if (color === '' || !CSS.supports('color', color) || /^(inherit|currentcolor|transparent)$/i.test(color))
      return null;
    context ??= painter();
    if (context === null) return null;
    context.fillStyle = '#000';
    context.fillStyle = color;
    const hex = /^#(..)(..)(..)$/.exec(context.fillStyle);
    return hex === null ? null : [parseInt(hex[1]!, 16), parseInt(hex[2]!, 16), parseInt(hex[3]!, 16)];
  };
};
const readColor = createReader();

/** So light that it is the paper a mail is written on. */
const PAPER = 245;
/** Difference between the strongest and the weakest of red, green and blue above which a colour is no grey. */
const COLORED = 48;
const isPaper = (color: Rgb): boolean => Math.min(...color) >= PAPER;
const isColored = (color: Rgb): boolean => Math.max(...color) - Math.min(...color) > COLORED;

/** The property that keeps the colour of coloured words; the dark theme makes it lighter. */
export const OWN_INK = '--own-ink';

/**
 * Marks the words that a mail colours. Returns whether it has grounds of its own: then its colours were chosen to fit
 * each other, and the dark theme shows it on white paper as it is.
 */
export const readColors = (body: HTMLElement): boolean => {
  let hasGround = false;
  for (const element of body.querySelectorAll<HTMLElement>('[style], [bgcolor], font[color]')) {
    const ground = readColor(element.style.backgroundColor || (element.getAttribute('bgcolor') ?? ''));
    hasGround ||= ground !== null && !isPaper(ground);
    const said = element.style.color || (element.getAttribute('color') ?? '');
    const ink = readColor(said);
    if (ink !== null && isColored(ink)) element.style.setProperty(OWN_INK, said);
  }
  return hasGround;
};
