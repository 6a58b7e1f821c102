/** Owns the `parameters` text that Stable Diffusion tools write into PNG files: prompt, negative prompt, one line of settings. */

export interface ParametersText {
  readonly prompt: string;
  readonly negativePrompt: string | null;
  readonly settings: readonly { readonly name: string; readonly value: string }[];
}

const MAX_CHARACTERS = 200_000;
const MAX_SETTINGS = 64;
const NEGATIVE = 'Negative prompt:';
/** Readers take the last line for settings only when it has at least three of them. */
const MIN_SETTINGS = 3;

export function formatParameters({ prompt, negativePrompt, settings }: ParametersText): string {
  const line = settings.map(({ name, value }) => `${name}: ${/[,:"\n]/.test(value) ? JSON.stringify(value) : value}`);
  const negative = negativePrompt === null ? [] : [`${NEGATIVE} ${negativePrompt}`];
  return [prompt, ...negative, line.join(', ')].join('\n');
}

/** Never throws; a text without a settings line is all prompt. */
export function parseParameters(text: string): ParametersText {
  const lines = text.slice(0, MAX_CHARACTERS).trimEnd().split('\n');
  const settings = parseSettings(lines.at(-1) ?? '');
  if (settings.length >= MIN_SETTINGS) lines.pop();
  const negativeAt = lines.findIndex((line) => line.startsWith(NEGATIVE));
  const hasNegative = negativeAt >= 0;
  const negative = lines.slice(negativeAt).join('\n').slice(NEGATIVE.length).trim();
  return {
    prompt: (hasNegative ? lines.slice(0, negativeAt) : lines).join('\n').trim(),
    negativePrompt: hasNegative ? negative : null,
    settings: settings.length >= MIN_SETTINGS ? settings : [],
  };
}

function parseSettings(line: string): ParametersText['settings'] {
  const settings: { name: string; value: string }[] = [];
  // "Name: value" pairs between commas; a value with commas stands in double quotes.
  for (const match of line.matchAll(/\s*(\w[\w \-/]{0,60}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)/g)) {
    if (settings.length === MAX_SETTINGS) break;
    settings.push({ name: match[1] ?? '', value: unquote((match[2] ?? '').trim()) });
  }
  return settings;
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
