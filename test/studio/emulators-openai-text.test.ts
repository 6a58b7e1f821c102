import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { samplePng } from '../emulators/sample-pictures.ts';

const KEY = 'sk-emulator-test';
let emulator: Emulator;
let openai: OpenAI;

beforeAll(async () => {
  emulator = await startOpenAiEmulator();
  openai = new OpenAI({ apiKey: KEY, baseURL: emulator.baseUrl, maxRetries: 0 });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.reset());

const good = { model: 'gpt-5.4-nano', input: 'a fox in the snow', reasoning: { effort: 'none' } } as const;

const schema = {
  type: 'object',
  properties: {
    prompts: { type: 'array', items: { type: 'string' }, minItems: 2 },
    mood: { type: 'string', enum: ['calm', 'loud'] },
  },
  required: ['prompts', 'mood'],
  additionalProperties: false,
};
const format = { type: 'json_schema', name: 'prompts', strict: true, schema } as const;

describe('answers', () => {
  it('rewrites a prompt and says what it cost', async () => {
    const answer = await openai.responses.create({ ...good, store: false, instructions: 'Improve it.' });
    expect(answer.output_text).toBe('a fox in the snow, rewritten by the emulator');
    expect(answer.usage).toMatchObject({ output_tokens: 11, output_tokens_details: { reasoning_tokens: 0 } });
    expect(answer).toMatchObject({ status: 'completed', store: false });
  });

  it('streams the same text in deltas', async () => {
    const stream = await openai.responses.create({ ...good, stream: true });
    let text = '';
    const types = new Set<string>();
    for await (const event of stream) {
      types.add(event.type);
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    expect(text).toBe('a fox in the snow, rewritten by the emulator');
    expect([...types].at(0)).toBe('response.created');
    expect([...types].at(-1)).toBe('response.completed');
  });

  it('satisfies a strict schema', async () => {
    const answer = await openai.responses.create({ ...good, text: { format, verbosity: 'low' } });
    const made = JSON.parse(answer.output_text);
    expect(made.prompts).toHaveLength(2);
    expect(made.mood).toBe('calm');
  });

  it('reads a picture in a message', async () => {
    const image_url = `data:image/png;base64,${(await samplePng()).toString('base64')}`;
    const picture = { type: 'input_image', image_url, detail: 'low' } as const;
    const content = [{ type: 'input_text', text: 'describe' } as const, picture];
    const answer = await openai.responses.create({ ...good, input: [{ role: 'user', content }] });
    expect(answer.output_text).toBe('describe, rewritten by the emulator');
    expect(JSON.stringify(emulator.log)).not.toContain(image_url);
  });

  it('spends a small limit on reasoning and then has no text', async () => {
    const answer = await openai.responses.create({ model: 'gpt-5-nano', input: 'a fox', max_output_tokens: 16 });
    expect(answer).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
    expect(answer.output_text).toBe('');
    expect(emulator.paidRequests).toBe(1);
  });
});

describe('what it refuses', () => {
  const loose = { ...schema, additionalProperties: true };
  const optional = { ...schema, required: ['mood'] };
  const part = (inner: unknown) => ({ input: [{ role: 'user', content: [inner] }] });

  it.each<[string, Record<string, unknown>, number, string | null, string | null]>([
    ['max_tokens', { max_tokens: 50 }, 400, 'unsupported_parameter', 'max_tokens'],
    ['messages', { messages: [] }, 400, 'unsupported_parameter', 'messages'],
    ['an unknown name', { n: 2 }, 400, 'unknown_parameter', 'n'],
    ['an unknown nested name', { text: { tone: 'dry' } }, 400, 'unknown_parameter', 'text.tone'],
    ['no input', { input: undefined }, 400, 'missing_required_parameter', 'input'],
    ['too few output tokens', { max_output_tokens: 8 }, 400, 'integer_below_min_value', 'max_output_tokens'],
    ['store as text', { store: 'no' }, 400, 'invalid_type', 'store'],
    ['minimal effort on 5.4', { reasoning: { effort: 'minimal' } }, 400, 'unsupported_value', 'reasoning.effort'],
    ['effort none on gpt-5', { model: 'gpt-5' }, 400, 'unsupported_value', 'reasoning.effort'],
    [
      'temperature on gpt-5-nano',
      { model: 'gpt-5-nano', reasoning: {}, temperature: 0.3 },
      400,
      'unsupported_value',
      'temperature',
    ],
    [
      'temperature while reasoning',
      { reasoning: { effort: 'low' }, temperature: 0.3 },
      400,
      'unsupported_value',
      'temperature',
    ],
    [
      'a strict schema with open objects',
      { text: { format: { ...format, schema: loose } } },
      400,
      'invalid_json_schema',
      'text.format.schema',
    ],
    [
      'a strict schema with optional keys',
      { text: { format: { ...format, schema: optional } } },
      400,
      'invalid_json_schema',
      'text.format.schema',
    ],
    [
      'a schema with a bad name',
      { text: { format: { ...format, name: 'two words' } } },
      400,
      'invalid_value',
      'text.format.name',
    ],
    ['json mode that never mentions it', { text: { format: { type: 'json_object' } } }, 400, 'invalid_value', 'input'],
    [
      'the picture shape of the older API',
      part({ type: 'input_image', image_url: { url: 'x' } }),
      400,
      'invalid_type',
      'input[0].content[0].image_url',
    ],
    [
      'a text part of the older API',
      part({ type: 'text', text: 'x' }),
      400,
      'invalid_value',
      'input[0].content[0].type',
    ],
    ['an unheard model', { model: 'gpt-3' }, 404, 'model_not_found', null],
    ['an image model', { model: 'gpt-image-2' }, 404, 'model_not_found', null],
  ])('%s', async (_, patch, status, code, param) => {
    const answer = await fetch(`${emulator.baseUrl}/responses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...good, ...patch }),
    });
    const { error } = await answer.json();
    expect({ status: answer.status, code: error.code, param: error.param }).toEqual({ status, code, param });
    expect(emulator.paidRequests).toBe(0);
  });

  it('but a temperature without reasoning is fine', async () => {
    const answer = await openai.responses.create({ ...good, temperature: 0.3 });
    expect(answer.status).toBe('completed');
  });
});
