/** Time and identity come from outside, so that rules and tests are the same each time. */
export type ClockAndIds = {
  now(): Date;
  /** Prefixed, unique, sortable by time: `evt_01J…`. */
  newId(
    prefix: 'evt' | 'ent' | 'mail' | 'att' | 'cor' | 'cus' | 'call' | 'upl' | 'ntc' | 'grp' | 'inf' | 'cat' | 'tpl',
  ): string;
};
