/** The same items; the next one is made while the last one is worked on. */
export async function* ahead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<Item>> => {
    const next = iterator.next();
    // Whoever waits for it sees the failure; nobody else must.
    next.catch(() => undefined);
    return next;
  };
  let coming = ask();
  try {
    for (;;) {
      const item = await coming;
      if (item.done === true) return;
      coming = ask();
      yield item.value;
    }
  } finally {
    await coming.catch(() => undefined);
    await iterator.return?.();
  }
}
