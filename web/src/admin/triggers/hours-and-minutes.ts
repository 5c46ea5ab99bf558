/** A time as it is typed; empty: nothing is. */
export type TypedTime = { readonly hours: number | ''; readonly minutes: number | '' };

const MINUTES = 60;

/** Hours with their fraction as whole hours and minutes. */
export const typedOf = (hours: number): TypedTime => {
  if (Number.isNaN(hours)) return { hours: '', minutes: '' };
  const minutes = Math.round(hours * MINUTES);
  return { hours: Math.floor(minutes / MINUTES), minutes: minutes % MINUTES };
};

/** What is typed as hours, always of whole minutes; NaN while nothing is. */
export const hoursOf = ({ hours, minutes }: TypedTime): number =>
  hours === '' && minutes === '' ? Number.NaN : Math.round(Number(hours) * MINUTES + Number(minutes)) / MINUTES;

/** What is typed, as long as it stands for these hours; else the hours. */
export const stillTyped = (typed: TypedTime, hours: number): TypedTime =>
  Object.is(hoursOf(typed), hours) ? typed : typedOf(hours);
