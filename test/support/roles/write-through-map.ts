/** A map of what was stored when it was made. What is set or deleted is stored too, before the call returns. */
export class WriteThroughMap<V> extends Map<string, V> {
  private readonly write: (key: string, value: V | undefined) => void;

  constructor(found: Iterable<readonly [string, V]>, write: (key: string, value: V | undefined) => void) {
    super();
    this.write = write;
    for (const [key, value] of found) super.set(key, value);
  }

  override set(key: string, value: V): this {
    this.write(key, value);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    if (!this.has(key)) return false;
    this.write(key, undefined);
    return super.delete(key);
  }

  override clear(): void {
    for (const key of [...this.keys()]) this.delete(key);
  }
}
