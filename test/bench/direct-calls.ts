/** Owns what the studio is compared with: the vendors' own SDKs, called with what the studio would send. */
import { GoogleGenAI } from '@google/genai';
import { OpenAI } from 'openai';
import { type BenchEmulators, GOOGLE_KEY, OPENAI_KEY } from './bench-emulators.ts';
import { GOOGLE_DRAFT, OPENAI_DRAFT } from './bench-request.ts';

/** Answers the milliseconds until the picture's bytes were there. */
export type DirectCall = (prompt: string) => Promise<number>;

export function directOpenAi({ openAiUrl }: BenchEmulators): DirectCall {
  const client = new OpenAI({ apiKey: OPENAI_KEY, baseURL: openAiUrl, maxRetries: 0 });
  return async (prompt) => {
    const startedMs = performance.now();
    const answer = await client.images.generate({
      model: vendorId(OPENAI_DRAFT),
      prompt,
      n: 1,
      size: '1024x1024',
      quality: 'low',
    });
    return elapsed(startedMs, answer.data?.[0]?.b64_json);
  };
}

export function directGoogle({ googleUrl }: BenchEmulators): DirectCall {
  const client = new GoogleGenAI({ apiKey: GOOGLE_KEY, apiVersion: 'v1beta', httpOptions: { baseUrl: googleUrl } });
  return async (prompt) => {
    const startedMs = performance.now();
    const answer = await client.models.generateContent({
      model: vendorId(GOOGLE_DRAFT),
      contents: [{ role: 'user', parts: [{ text: prompt }] }],
      config: {
        responseModalities: ['IMAGE'],
        imageConfig: { aspectRatio: '1:1', imageSize: '1K' },
        automaticContinuation: false,
      },
    });
    const parts = answer.candidates?.[0]?.content?.parts ?? [];
    return elapsed(startedMs, parts.find((part) => part.inlineData)?.inlineData?.data);
  };
}

const vendorId = (modelId: string): string => modelId.slice(modelId.indexOf(':') + 1);

function elapsed(startedMs: number, base64: string | undefined): number {
  if (base64 === undefined || Buffer.from(base64, 'base64').byteLength < 1_000) throw new Error('no picture came back');
  return performance.now() - startedMs;
}
