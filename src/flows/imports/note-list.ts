/** A list that stops growing: the first items of many lists, and how many came after them. */
export interface NoteList<Note> {
  readonly told: readonly Note[];
  add(...lists: readonly (readonly Note[])[]): void;
  untold(): number;
}

/** An empty list that takes `most` items. */
export function noteList<Note>(most: number): NoteList<Note> {
  const told: Note[] = [];
  let all = 0;
  return {
    told,
    add: (...lists) => {
      for (const list of lists) {
        all += list.length;
        if (list.length > 0 && told.length < most) told.push(...list.slice(0, most - told.length));
      }
    },
    untold: () => all - told.length,
  };
}
