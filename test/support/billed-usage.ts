// A bill made by hand: what every answer said it counted, times the price list, in whole micro-dollars.
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { ModelEntry } from '../../shared/model.ts';

const counted = z.number().int().default(0);
const openAiUsage = z.object({
  input_tokens_details: z.object({ text_tokens: counted, image_tokens: counted }),
  output_tokens: counted,
});
const modalities = z.array(z.object({ modality: z.string(), tokenCount: counted })).default([]);
const googleUsage = z.object({
  promptTokensDetails: modalities,
  candidatesTokensDetails: modalities,
  thoughtsTokenCount: counted,
});

export interface BilledCall {
  /** What the session was doing. */
  readonly step: string;
  /** The vendor's id. */
  readonly modelId: string;
  readonly tokens: { textIn: number; imageIn: number; textOut: number; imageOut: number };
}

export interface Bill {
  readonly calls: readonly BilledCall[];
  step: string;
}

/** Reads along on the wire, beside the product. */
export function readAlong(): Bill {
  const calls: BilledCall[] = [];
  const bill: Bill = { calls, step: '' };
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const { step } = bill;
    const address = String(input instanceof Request ? input.url : input);
    const asked = Buffer.from(init?.body instanceof Uint8Array ? init.body : []).toString('latin1');
    const response = await send(input, init);
    if (response.ok) calls.push(readCall(step, { address, asked, answer: await response.clone().text() }));
    return response;
  };
  onTestFinished(() => {
    globalThis.fetch = send;
  });
  return bill;
}

function readCall(step: string, wire: { address: string; asked: string; answer: string }): BilledCall {
  if (wire.address.includes(':generateContent')) return googleCall(step, wire);
  const modelId = /"model":"([^"]+)"|name="model"\r\n\r\n([^\r]+)/.exec(wire.asked)?.slice(1).find(Boolean) ?? '';
  const last = wire.answer.includes('data: ') ? (wire.answer.trim().split('data: ').at(-1) ?? '') : wire.answer;
  const usage = openAiUsage.parse(JSON.parse(last).usage);
  const { text_tokens: textIn, image_tokens: imageIn } = usage.input_tokens_details;
  return { step, modelId, tokens: { textIn, imageIn, textOut: 0, imageOut: usage.output_tokens } };
}

function googleCall(step: string, wire: { address: string; answer: string }): BilledCall {
  const usage = googleUsage.parse(JSON.parse(wire.answer).usageMetadata);
  const of = (list: z.infer<typeof modalities>, name: string) =>
    list.filter((one) => one.modality === name).reduce((sum, one) => sum + one.tokenCount, 0);
  return {
    step,
    modelId: /models\/([^:]+):/.exec(wire.address)?.[1] ?? '',
    tokens: {
      textIn: of(usage.promptTokensDetails, 'TEXT'),
      imageIn: of(usage.promptTokensDetails, 'IMAGE'),
      textOut: of(usage.candidatesTokensDetails, 'TEXT') + usage.thoughtsTokenCount,
      imageOut: of(usage.candidatesTokensDetails, 'IMAGE'),
    },
  };
}

/** Prices are micro-dollars for a million tokens. Each call is rounded half up, once. */
export function priceOf(call: BilledCall, models: readonly ModelEntry[]): bigint {
  const prices = models.find((model) => model.vendorId === call.modelId)?.price.perMillionTokens;
  if (!prices) throw new Error(`no price list for ${call.modelId}`);
  const lines = [
    [call.tokens.textIn, prices.textIn],
    [call.tokens.imageIn, prices.imageIn],
    [call.tokens.textOut, prices.textOut],
    [call.tokens.imageOut, prices.imageOut],
  ] as const;
  const millionths = lines.reduce((sum, [tokens, price]) => {
    if (tokens > 0 && price === null) throw new Error(`a kind of token of ${call.modelId} has no price`);
    return sum + BigInt(tokens) * BigInt(price ?? 0);
  }, 0n);
  return (millionths * 2n + 1_000_000n) / 2_000_000n;
}
