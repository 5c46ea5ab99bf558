/** Numbers of RFC 3492, section 5. */
const [BASE, T_MIN, T_MAX, SKEW, DAMP, FIRST_BIAS, FIRST_CODE] = [36, 1, 26, 38, 700, 72, 128];

const adapted = (delta: number, points: number, isFirst: boolean): number => {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / points);
  let steps = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; steps += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return steps + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
};

const digitOf = (code: number): number =>
  code >= 48 && code <= 57 ? code - 22 : code >= 97 && code <= 122 ? code - 97 : BASE;

/**
 * Decodes a host label behind `xn--`, in lower case, by RFC 3492; undefined when it is invalid. At most 63 characters.
 */
export const decodePunycode = (label: string): string | undefined => {
  const divide = label.lastIndexOf('-');
  const points = divide > 0 ? Array.from(label.slice(0, divide), (char) => char.charCodeAt(0)) : [];
  let [code, place, bias] = [FIRST_CODE, 0, FIRST_BIAS];
  for (let at = divide > 0 ? divide + 1 : 0; at < label.length;) {
    const before = place;
    for (let weight = 1, step = BASE; ; step += BASE) {
      const digit = digitOf(label.charCodeAt(at));
      at += 1;
      if (!(digit < BASE)) return undefined;
      place += digit * weight;
      const limit = Math.min(Math.max(step - bias, T_MIN), T_MAX);
      if (digit < limit) break;
      weight *= BASE - limit;
      if (at >= label.length || weight > 2 ** 31) return undefined;
    }
    bias = adapted(place - before, points.length + 1, before === 0);
    code += Math.floor(place / (points.length + 1));
    if (code > 0x10ffff) return undefined;
    place %= points.length + 1;
    points.splice(place, 0, code);
    place += 1;
  }
  return String.fromCodePoint(...points);
};
