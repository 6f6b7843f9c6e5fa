/** A filled body and what it is. */
export interface FilledBody {
  readonly body: string;
  readonly mediaType: string;
}

const PLACE = /\{(phone|text|id)\}/g;

/**
 * Fills `{phone}`, `{text}` and `{id}` into a template. A template that is JSON stays JSON whatever the values hold; any other is
 * taken for a form, and values are encoded as such.
 */
export function fillTemplate(
  template: string,
  values: Readonly<Record<'phone' | 'text' | 'id', string>>,
): FilledBody {
  const isJson = template.trimStart().startsWith('{"');
  const encode = isJson
    ? (value: string): string => JSON.stringify(value).slice(1, -1)
    : (value: string): string => encodeURIComponent(value);
  const body = template.replaceAll(PLACE, (_place, name: keyof typeof values) => encode(values[name]));
  return {
    body,
    mediaType: isJson ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded',
  };
}
