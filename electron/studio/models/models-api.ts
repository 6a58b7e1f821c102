/** Owns changing the registry: add, edit, import, switch off, roll back, and ask the vendor what it really has. */
import { z } from 'zod';
import { StudioError, toWireError } from '../../../shared/errors.ts';
import type { ModelEntry, ModelState, ProviderId } from '../../../shared/model.ts';
import { modelEntrySchema } from '../../../shared/model.ts';
import type { ProbeResult } from '../../../shared/views.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import type { ProviderAccess } from '../settings/provider-access.ts';
import { forgetOverrides, saveEntry, saveProbe, saveSwitch } from './model-store.ts';

type ModelProcedures = Pick<
  Procedures,
  'models.list' | 'models.save' | 'models.import' | 'models.setEnabled' | 'models.reset' | 'models.probe'
>;

const PROBE_MS = 20_000;

export function modelProcedures(context: StudioContext, access: ProviderAccess): ModelProcedures {
  const { db, clock, events } = context;
  const changed = () => events.publish({ name: 'providers-changed' });
  const stateOf = async (id: string): Promise<ModelState> => {
    changed();
    const state = (await access.models()).find((model) => model.id === id);
    if (!state) throw new StudioError('unknown-model', `There is no model "${id}" in the registry.`);
    return state;
  };
  return {
    'models.list': () => access.models(),
    'models.save': ({ entry }) => {
      const good = readEntry(entry);
      saveEntry(db, good, clock.now());
      return stateOf(good.id);
    },
    'models.import': ({ text }) => {
      const answer = importEntries(text);
      db.transaction(() => {
        for (const entry of answer.entries) saveEntry(db, entry, clock.now());
      })();
      changed();
      return { saved: answer.entries.map((entry) => entry.id), problems: answer.problems };
    },
    'models.setEnabled': ({ id, isEnabled }) => {
      if (!access.model(id)) throw new StudioError('unknown-model', `There is no model "${id}" in the registry.`);
      saveSwitch(db, id, isEnabled, clock.now());
      return stateOf(id);
    },
    'models.reset': ({ id }) => {
      forgetOverrides(db, id);
      changed();
      return access.models();
    },
    'models.probe': async ({ id }) => {
      const result = await probe(context, access, id);
      changed();
      return result;
    },
  };
}

/** Field by field; the first problem is told with the field's name. */
function readEntry(given: unknown): ModelEntry {
  const parsed = modelEntrySchema.safeParse(given);
  const problem = parsed.success ? misfitOf(parsed.data) : problemOf(parsed.error);
  if (problem) throw new StudioError('bad-request', `${problem.field}: ${problem.message}`, { field: problem.field });
  return modelEntrySchema.parse(given);
}

interface EntryProblem {
  readonly field: string;
  readonly message: string;
}

function problemOf(error: z.ZodError): EntryProblem {
  const issue = error.issues[0];
  return { field: issue?.path.join('.') || 'entry', message: issue?.message ?? 'is not understood' };
}

/** What the schema cannot see. */
function misfitOf(entry: ModelEntry): EntryProblem | null {
  if (entry.id !== `${entry.providerId}:${entry.vendorId}`) {
    return { field: 'id', message: 'must be the provider, a colon and the vendor id' };
  }
  if (entry.providerId === 'sketch') return { field: 'providerId', message: 'Sketch is built in and has one model' };
  if (entry.output === 'image' && (entry.sizes === null || entry.tiers.length === 0)) {
    return { field: 'sizes', message: 'a model that makes pictures needs a size rule and tiers' };
  }
  if (entry.price.confidence === 'free')
    return { field: 'price.confidence', message: 'only Sketch is free; use unknown' };
  return null;
}

function importEntries(text: string): {
  entries: ModelEntry[];
  problems: { entry: string; field: string; message: string }[];
} {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new StudioError('bad-request', 'That is not JSON. Paste one entry, or a list of entries.', { cause });
  }
  const list: unknown[] = Array.isArray(given) ? given : [given];
  const entries: ModelEntry[] = [];
  const problems: { entry: string; field: string; message: string }[] = [];
  for (const [index, one] of list.slice(0, 500).entries()) {
    const parsed = modelEntrySchema.safeParse(one);
    const problem = parsed.success ? misfitOf(parsed.data) : problemOf(parsed.error);
    const named = z.object({ id: z.string().max(200) }).safeParse(one);
    if (problem) problems.push({ entry: named.success ? named.data.id : `entry ${index + 1}`, ...problem });
    else if (parsed.success) entries.push(parsed.data);
  }
  return { entries, problems };
}

async function probe(context: StudioContext, access: ProviderAccess, id: ProviderId): Promise<ProbeResult> {
  const nothing = { missing: [], unknown: [], ending: [] };
  const provider = access.provider(id);
  const apiKey = await access.key(id);
  if (provider.needsKey && apiKey === null) return { ok: false, message: 'There is no key yet.', ...nothing };
  try {
    const request = { apiKey, baseUrl: access.address(id), fetch, signal: AbortSignal.timeout(PROBE_MS) };
    const listed = await provider.listModels(request);
    const entries = access.entries().filter((entry) => entry.providerId === id);
    const byVendorId = new Map(listed.map((model) => [model.vendorId, model]));
    for (const entry of entries) {
      const found = byVendorId.get(entry.vendorId);
      saveProbe(
        context.db,
        entry.id,
        { isListed: found !== undefined, shutdownDate: found?.shutdownDate ?? null },
        context.clock.now(),
      );
    }
    const known = new Set(entries.map((entry) => entry.vendorId));
    const missing = entries.filter((entry) => !byVendorId.has(entry.vendorId)).map((entry) => entry.id);
    return {
      ok: true,
      message: `${listed.length} models are listed for this key. The test was free.`,
      missing,
      unknown: listed.map((model) => model.vendorId).filter((vendorId) => !known.has(vendorId)),
      ending: entries.flatMap((entry) => {
        const date = byVendorId.get(entry.vendorId)?.shutdownDate ?? entry.shutdownDate;
        return date === null ? [] : [{ modelId: entry.id, shutdownDate: date }];
      }),
    };
  } catch (error) {
    return { ok: false, message: toWireError(error).message, ...nothing };
  }
}
