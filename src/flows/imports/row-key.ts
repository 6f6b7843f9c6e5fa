/** The place of a row in its file as a key. */
export function rowKey({ sheet, row }: { readonly sheet: string | null; readonly row: number }): string {
  return `${sheet ?? ''}\0${row}`;
}
