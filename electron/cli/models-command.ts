/** Owns `maquette models`: the registry listed, looked into, and asked about at the vendors'. */
import type { Command } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import { type ModelState, PROVIDER_IDS, type ProviderId } from '../../shared/model.ts';
import { formatMicros, MICROS_PER_DOLLAR } from '../../shared/money.ts';
import type { ProbeResult } from '../../shared/views.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { EXIT } from './exit-codes.ts';
import { findModel } from './find-model.ts';
import { addRegistryVerbs } from './registry-commands.ts';
import { type Answer, table } from './terminal.ts';

export function addModelsVerb(program: Command, run: VerbRunner): void {
  const models = program.command('models').description('the models: what they can do, what they cost, and your own');
  const list = models
    .command('list', { isDefault: true })
    .description('list them all; the same as "maquette models"')
    .action(() => run(list, listModels));
  const show = models
    .command('show')
    .description('everything that is known of one model, with its dated prices')
    .argument('<id>', 'a model id')
    .action((id: string) => run(show, (session) => showModel(session, id)));
  addRegistryVerbs(models, run);
  const probe = models
    .command('probe')
    .description("read the vendors' own model lists (free) and mark what is missing or ends soon")
    .argument('[provider]', PROVIDER_IDS.filter((id) => id !== 'sketch').join(' or '))
    .action((provider: string | undefined) => run(probe, (session) => probeProviders(session, provider ?? null)));
}

/** Whose entry it is: prices and limits of a person's own are that person's word. */
const ORIGINS = {
  shipped: { short: '', long: 'as shipped' },
  changed: { short: 'changed by you', long: 'changed by you; "maquette models reset ID" brings the shipped one back' },
  own: { short: 'your own', long: 'your own; "maquette models reset ID" takes it away' },
} as const;

async function listModels({ studio }: Session): Promise<Answer> {
  const list = await studio.call('models.list', {});
  const rows = list.map((model) => [
    model.id,
    model.availability,
    model.roles.join(','),
    model.tiers.join(','),
    priceOf(model),
    ORIGINS[model.origin ?? 'shipped'].short,
    model.availabilityNote ?? model.note,
  ]);
  return { value: { models: list }, lines: table(rows) };
}

/** The range over sizes and qualities; the exact price is shown before a call. */
function priceOf({ price }: ModelState): string {
  if (price.confidence === 'free') return 'free';
  const micros = price.perImage.map((entry) => entry.micros);
  if (micros.length === 0) return price.perMillionTokens === null ? 'unknown' : 'per token';
  const low = formatMicros(Math.min(...micros));
  const high = formatMicros(Math.max(...micros));
  return low === high ? low : `${low} to ${high}`;
}

async function showModel({ studio }: Session, id: string): Promise<Answer> {
  const model = await findModel(studio, id);
  return { value: { model }, lines: [`${model.label}: ${model.note}`, ...table(factsOf(model)), ...priceLines(model)] };
}

function factsOf(model: ModelState): string[][] {
  const { referenceLimit: limit } = model;
  const byRole = [
    ['objects', limit.objects],
    ['characters', limit.characters],
    ['style', limit.style],
  ].flatMap(([role, most]) => (most === null ? [] : [`${most} ${role}`]));
  const facts: (readonly [string, string])[] = [
    ['Id', model.id],
    ['Sent as', model.vendorId],
    ['Entry', ORIGINS[model.origin ?? 'shipped'].long],
    ['State', [model.availability, model.availabilityNote].filter(Boolean).join(': ')],
    ['Roles', model.roles.join(', ')],
    ['Sizes', model.tiers.join(', ')],
    ['Qualities', model.qualities.join(', ')],
    ['Formats', model.formats.join(', ')],
    ['Backgrounds', model.backgrounds.join(', ')],
    ['References', [String(limit.total), ...byRole].join(', ')],
    ['Mask', model.mask],
    ['Previews', model.streaming],
    ['Pictures a call', model.output === 'image' ? String(model.maxPerCall) : ''],
    ['Seed', model.hasSeed ? 'yes' : 'no'],
    ['Prompt', `up to ${model.maxPromptCharacters.toLocaleString('en-US')} characters`],
    ['Strong in', model.strengths?.join(', ') ?? ''],
    ['Ends', model.shutdownDate ?? ''],
  ];
  return facts.filter(([, value]) => value !== '').map(([name, value]) => [name, value]);
}

const TOKEN_KINDS = [
  ['textIn', 'text in'],
  ['cachedIn', 'cached text in'],
  ['imageIn', 'picture in'],
  ['textOut', 'text out'],
  ['imageOut', 'picture out'],
] as const;

function priceLines({ price }: ModelState): string[] {
  if (price.confidence === 'free') return ['Free: nobody is asked.'];
  const { perMillionTokens: perMillion } = price;
  const rows = [
    ...TOKEN_KINDS.flatMap(([kind, name]) => {
      const micros = perMillion?.[kind] ?? null;
      return micros === null ? [] : [[`  ${name}`, `${exact(micros)} a million tokens`]];
    }),
    ...price.perImage.map(({ size, quality, micros }) => [
      `  ${size}${quality === null ? '' : ` ${quality}`}`,
      `${exact(micros)} a picture`,
    ]),
  ];
  const head = `Price of ${price.date} (${price.confidence}), ${price.source}`;
  return [head, ...(rows.length > 0 ? table(rows) : ['  unknown'])];
}

/** A list price is shown to its last decimal. */
function exact(micros: number): string {
  return `$${micros / MICROS_PER_DOLLAR}`;
}

type Probe = ProbeResult & { readonly providerId: ProviderId };

async function probeProviders({ studio, terminal }: Session, named: string | null): Promise<Answer> {
  const known = await studio.call('providers.list', {});
  const chosen = known.filter((one) => one.keySource !== 'not-needed' && (named === null || one.id === named));
  if (chosen.length === 0) throw new StudioError('bad-request', `"${named}" is no vendor. Choose openai or google.`);
  const withKey = chosen.filter((one) => one.keySource !== 'none');
  if (withKey.length === 0) {
    const labels = chosen.map((one) => one.label).join(' or ');
    throw new StudioError('key-missing', `There is no key for ${labels}. Add one in Settings or the environment.`);
  }
  const probes: Probe[] = [];
  for (const { id: providerId, label } of withKey) {
    terminal.progress(`Asking ${label}`);
    probes.push({ providerId, ...(await studio.call('models.probe', { id: providerId })) });
  }
  const isWell = probes.every((probe) => probe.ok);
  return { value: { probes }, lines: probes.flatMap(probeLines), exitCode: isWell ? EXIT.done : EXIT.failed };
}

function probeLines({ providerId, message, missing, unknown, ending }: Probe): string[] {
  return [
    `${providerId}: ${message}`,
    ...missing.map((id) => `  not listed for your key: ${id}`),
    ...ending.map((one) => `  ends ${one.shutdownDate}: ${one.modelId}`),
    ...(unknown.length > 0 ? [`  listed and not in the registry: ${unknown.join(', ')}`] : []),
  ];
}
