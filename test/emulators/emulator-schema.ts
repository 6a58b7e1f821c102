/** Owns made-up answers: a sentence for a prompt, or a value that satisfies a JSON schema. */

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Recognisable in tests and still fit to be used as a prompt. */
export const inventText = (prompt: string): string => `${prompt.trim().slice(0, 400)}, rewritten by the emulator`;

/** Takes OpenAPI's capital type names as well. Follows `$ref` into `$defs` only as deep as a sane schema goes. */
export function inventValue(schema: unknown, prompt: string, root: unknown = schema, depth = 0): unknown {
  if (!isSchema(schema) || depth > 12) return null;
  const again = (inner: unknown): unknown => inventValue(inner, prompt, root, depth + 1);
  const reference = schema.$ref;
  if (typeof reference === 'string') return again(resolve(root, reference));
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options)) return again(options[0]);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if ('const' in schema) return schema.const;
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (String(type).toLowerCase()) {
    case 'object':
      return inventObject(schema, again);
    case 'array':
      return Array.from({ length: Math.max(1, Number(schema.minItems ?? 1)) }, () => again(schema.items));
    case 'integer':
    case 'number':
      return Number(schema.minimum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return inventText(prompt);
  }
}

function inventObject(schema: Schema, again: (inner: unknown) => unknown): unknown {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, again(inner)]));
}

function resolve(root: unknown, reference: string): unknown {
  let found = root;
  for (const step of reference.replace(/^#\/?/, '').split('/')) {
    if (step !== '') found = isSchema(found) ? found[step] : null;
  }
  return found;
}
