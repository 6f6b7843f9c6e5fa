import type { CopyWriter } from './copy-writer.ts';

/**
 * Writes a cell as its column's type, named as in `BulkColumn`, has it. The row made the cell of that type: a column of another
 * type throws.
 */
export function writeCell(out: CopyWriter, type: string, cell: unknown): void {
  switch (type) {
    case 'bytea':
      return out.bytes(cell as Buffer | null);
    case 'text':
      return out.text(cell as string | null);
    case 'smallint':
      return out.smallint(cell as number | null);
    case 'int':
      return out.int(cell as number | null);
    case 'double precision':
      return out.double(cell as number | null);
    case 'boolean':
      return out.boolean(cell as boolean | null);
    case 'date':
      return out.day(cell as string | null);
    case 'text[]':
      return out.texts(cell as string[] | null);
    case 'smallint[]':
      return out.smallints(cell as number[] | null);
    default:
      throw new Error(`a column of type ${type} cannot be copied`);
  }
}
