/** Owns the contract of a provider: one adapter per vendor API, which owns every quirk of it. */
import type { Usage, Warning } from '../../../shared/generation.ts';
import type { ModelEntry, ProviderId } from '../../../shared/model.ts';
import type { PixelSize } from '../../../shared/sizes.ts';
import type { TextRequest, TextResult } from './text-provider.ts';

/** A picture that is sent: upright, sRGB, without metadata. */
export interface InputPicture {
  readonly bytes: Uint8Array;
  readonly mime: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly widthPx: number;
  readonly heightPx: number;
}

/** One call. A job of four candidates is one call or four, see `maxPerCall` of the model. */
export interface ProviderRequest {
  readonly model: ModelEntry;
  readonly prompt: string;
  readonly count: number;
  readonly aspect: string;
  readonly tier: string;
  readonly sizePx: PixelSize;
  readonly quality: string | null;
  readonly background: 'auto' | 'transparent' | 'opaque';
  /** One seed per picture of this call; providers without seeds ignore them. */
  readonly seeds: readonly number[];
  /** The draft or the picture to edit; sent first. */
  readonly source: InputPicture | null;
  readonly references: readonly InputPicture[];
  /** 8-bit grey PNG, 255 = change here, the size of `source`. The adapter turns it into the vendor's polarity. */
  readonly mask: Uint8Array | null;
}

export interface ProviderContext {
  /** null for Sketch. */
  readonly apiKey: string | null;
  /** Without trailing slash; always passed on explicitly, so that the environment cannot redirect traffic. */
  readonly baseUrl: string;
  /**
   * The one door to the network. It writes the attempt's state before the first byte leaves and stores the raw answer
   * before anybody decodes it; on recovery it replays a stored answer instead of sending. Adapters hand it to the SDK.
   */
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** `index` counts the pictures of this call from 0; `picture` is a small preview file. */
  readonly onProgress: (progress: { index: number; fraction: number | null; picture: Uint8Array | null }) => void;
}

export interface ProviderPicture {
  /** The file as it came. */
  readonly bytes: Uint8Array;
  /** null where the vendor has no seeds. */
  readonly seed: number | null;
}

export interface ProviderResult {
  readonly pictures: readonly ProviderPicture[];
  /** null when the vendor did not say: then the cost is unknown, not zero. */
  readonly usage: Usage | null;
  readonly requestId: string | null;
  readonly revisedPrompt: string | null;
  /** What the model could not do as asked. */
  readonly warnings: readonly Warning[];
}

/** Throws StudioError with one of the vendor codes of shared/errors.ts and nothing else. */
export interface Provider {
  readonly id: ProviderId;
  readonly label: string;
  /** What the receipt names: "Sketch: offline, no AI" or the endpoint's name. */
  readonly engine: string;
  readonly needsKey: boolean;
  readonly defaultBaseUrl: string;
  readonly keyUrl: string | null;
  generate(request: ProviderRequest, context: ProviderContext): Promise<ProviderResult>;
  /** Absent where a provider has no text models. */
  writeText?(request: TextRequest, context: ProviderContext): Promise<TextResult>;
  /** A free call: the vendor ids this key can see, with end dates where the vendor says. */
  listModels(
    context: Pick<ProviderContext, 'apiKey' | 'baseUrl' | 'fetch' | 'signal'>,
  ): Promise<readonly { readonly vendorId: string; readonly shutdownDate: string | null }[]>;
}
