/** Owns the reading of single parameters as strictly as OpenAI reads them, from JSON and from forms alike. */
import type { Body } from './emulator-body.ts';
import { invalid, refuse, unknown, wrongType } from './openai-refusals.ts';

/** The plain parameters of one request; files are kept elsewhere. In a form every value is a string. */
export interface Parameters {
  readonly source: 'json' | 'form';
  readonly values: Readonly<Record<string, unknown>>;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function jsonParameters(body: Body): Parameters {
  if (body.kind !== 'json' || !isRecord(body.value)) {
    const reason = body.kind === 'unreadable' ? body.reason : 'a JSON object is expected';
    return refuse(null, null, `We could not parse the body of your request: ${reason}.`);
  }
  // null means "not given" wherever the vendor's types allow null.
  const given = Object.entries(body.value).filter(([, value]) => value !== null);
  return { source: 'json', values: Object.fromEntries(given) };
}

/** Names that are not in the list are refused, nested ones as `text.verbosity`. */
export function allowOnly(values: Readonly<Record<string, unknown>>, names: readonly string[], prefix = ''): void {
  for (const name of Object.keys(values)) if (!names.includes(name)) unknown(`${prefix}${name}`);
}

export function readText({ values }: Parameters, name: string): string | null {
  const value = values[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : wrongType(name, 'a string');
}

export function readChoice(parameters: Parameters, name: string, choices: readonly string[]): string | null {
  const value = readText(parameters, name);
  if (value === null || choices.includes(value)) return value;
  const list = choices.map((choice) => `'${choice}'`).join(', ');
  return invalid(name, `'${value}'. Supported values are: ${list}.`);
}

export function readInteger(
  { source, values }: Parameters,
  name: string,
  bounds: readonly [number, number],
): number | null {
  const value = values[name];
  if (value === undefined) return null;
  const isDigits = source === 'form' && typeof value === 'string' && /^-?\d+$/.test(value);
  const number = isDigits ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) return wrongType(name, 'an integer');
  const [least, most] = bounds;
  if (number < least)
    return refuse(
      'integer_below_min_value',
      name,
      `Invalid '${name}': integer below minimum value. Expected a value >= ${least}, but got ${number} instead.`,
    );
  if (number > most)
    return refuse(
      'integer_above_max_value',
      name,
      `Invalid '${name}': integer above maximum value. Expected a value <= ${most}, but got ${number} instead.`,
    );
  return number;
}

export function readBoolean({ source, values }: Parameters, name: string): boolean | null {
  const value = values[name];
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (source === 'form' && (value === 'true' || value === 'false')) return value === 'true';
  return wrongType(name, 'a boolean');
}
