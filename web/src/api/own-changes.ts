const own = new Set<string>();

/** Remembers that this console made a version of a ticket. */
export const rememberOwnChange = (serviceId: string, number: number, version: number): void => {
  own.add(`${serviceId}/${number}/${version}`);
};

/** Whether every version after `seen`, up to `current`, was made by this console. */
export const onlyOwnChanges = (serviceId: string, number: number, seen: number, current: number): boolean => {
  for (let version = seen + 1; version <= current; version += 1)
    if (!own.has(`${serviceId}/${number}/${version}`)) return false;
  return true;
};
