/** Owns OpenAI's rules for `text.format`: the three kinds and what "strict" demands of a schema. Source: B2. */
import { allowOnly, isRecord } from './openai-parameters.ts';
import { invalid, missing, refuse, wrongType } from './openai-refusals.ts';

type JsonObject = Readonly<Record<string, unknown>>;

export function checkSchemaFormat(format: unknown, input: string): JsonObject {
  if (!isRecord(format)) return wrongType('text.format', 'an object');
  switch (format.type) {
    case 'text':
      allowOnly(format, ['type'], 'text.format.');
      return format;
    case 'json_object':
      allowOnly(format, ['type'], 'text.format.');
      if (/json/i.test(input)) return format;
      return invalid('input', "the messages must contain the word 'json' to use 'text.format' of type 'json_object'.");
    case 'json_schema':
      return checkNamedSchema(format);
    default:
      return invalid('text.format.type', `'${String(format.type)}'. Supported: text, json_object, json_schema.`);
  }
}

function checkNamedSchema(format: JsonObject): JsonObject {
  allowOnly(format, ['type', 'name', 'schema', 'strict', 'description'], 'text.format.');
  const { name, schema } = format;
  if (name === undefined) return missing('text.format.name');
  if (typeof name !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(name)) return invalid('text.format.name', 'bad name.');
  if (!isRecord(schema)) return missing('text.format.schema');
  if (format.strict === true) {
    if (schema.type !== 'object') fail('the root must be of type object');
    checkStrict(schema, []);
  }
  return format;
}

const fail = (message: string): never =>
  refuse('invalid_json_schema', 'text.format.schema', `Invalid schema for response_format: ${message}.`);

function checkStrict(schema: unknown, path: readonly string[]): void {
  if (!isRecord(schema)) return;
  const at = `In context=(${path.map((step) => `'${step}'`).join(', ')})`;
  const properties = schema.properties;
  if (schema.type === 'object' || properties !== undefined) {
    if (schema.additionalProperties !== false) fail(`${at}, 'additionalProperties' must be supplied and be false`);
    const names = Object.keys(isRecord(properties) ? properties : {});
    const required = Array.isArray(schema.required) ? schema.required : [];
    const absent = names.find((name) => !required.includes(name));
    if (absent !== undefined) fail(`${at}, 'required' must include every key in properties. Missing '${absent}'`);
  }
  for (const group of ['properties', '$defs'] as const) {
    const inner = schema[group];
    if (isRecord(inner)) for (const [name, value] of Object.entries(inner)) checkStrict(value, [...path, group, name]);
  }
  checkStrict(schema.items, [...path, 'items']);
  const options = schema.anyOf;
  if (Array.isArray(options)) for (const option of options) checkStrict(option, [...path, 'anyOf']);
}
