type Option = { readonly value: string; readonly label: string };

const withOpen = (options: readonly Option[], open: string): readonly Option[] =>
  options.some(({ value }) => value === open) ? options : [{ value: open, label: open }, ...options];

/** The time zones that the browser knows, by name; with the one that is set, whatever that is. */
export const timeZoneOptions = (open: string): readonly Option[] =>
  withOpen(
    Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value.replaceAll('_', ' ') })),
    open,
  );

/** Two capitals each; codes without a country are no option. */
const CODES = Array.from({ length: 26 * 26 }, (_, index) =>
  String.fromCodePoint(65 + Math.floor(index / 26), 65 + (index % 26)),
);
/** Codes that Unicode has names for and that are no country with phone numbers of its own (CLDR). */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA']);

/** The countries of ISO 3166-1 by their names in a language. */
export const countryOptions = (language: string, open: string): readonly Option[] => {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const known = CODES.flatMap((value) => {
    const label = NO_COUNTRY.has(value) ? undefined : names.of(value);
    return label === undefined ? [] : [{ value, label }];
  });
  return withOpen(
    known.toSorted((one, other) => one.label.localeCompare(other.label, language)),
    open,
  );
};
