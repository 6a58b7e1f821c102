// Pixels: every ratio and tier of the Gemini tables as Google prints them, and free sizes that are always legal.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { googleModels } from '../../electron/studio/providers/google-models.ts';
import { openAiModels } from '../../electron/studio/providers/openai-models.ts';
import type { ModelEntry, SizeRule, Tier } from '../../shared/model.ts';
import { ASPECTS, allowsPixels, nearestAspect, parseAspect, pixelsFor, TIER_EDGE_PX } from '../../shared/sizes.ts';

/** As printed: ratio, 512, 1K, 2K, 4K. At 21:9 the docs print 792x168 for 512, which is not 21:9. */
const printed = `
1:1  512x512  1024x1024 2048x2048  4096x4096
2:3  424x632  848x1264  1696x2528  3392x5056
3:2  632x424  1264x848  2528x1696  5056x3392
3:4  448x600  896x1200  1792x2400  3584x4800
4:3  600x448  1200x896  2400x1792  4800x3584
4:5  464x576  928x1152  1856x2304  3712x4608
5:4  576x464  1152x928  2304x1856  4608x3712
9:16 384x688  768x1376  1536x2752  3072x5504
16:9 688x384  1376x768  2752x1536  5504x3072
21:9 792x336  1584x672  3168x1344  6336x2688
1:4  256x1024 512x2048  1024x4096  2048x8192
4:1  1024x256 2048x512  4096x1024  8192x2048
1:8  192x1536 384x3072  768x6144   1536x12288
8:1  1536x192 3072x384  6144x768   12288x1536`;

const tiers: readonly Tier[] = ['512', '1K', '2K', '4K'];
const cells = printed
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [aspect = '', ...sizes] = line.split(/\s+/);
    return sizes.map((size, index) => ({ aspect, size, tier: tiers[index] ?? '1K' }));
  });

function sizesOf(vendorId: string): SizeRule {
  const model = [...googleModels, ...openAiModels].find((entry) => entry.vendorId === vendorId);
  if (!model?.sizes) throw new Error(`no sizes for ${vendorId}`);
  return model.sizes;
}

function asked(rule: SizeRule, aspect: string, tier: Tier): string | null {
  const size = pixelsFor(rule, aspect, tier);
  return size && `${size.widthPx}x${size.heightPx}`;
}

describe('the Gemini tables', () => {
  const offers: readonly (readonly [vendorId: string, tiers: readonly Tier[], hasStrips: boolean])[] = [
    ['gemini-3.1-flash-image', ['512', '1K', '2K', '4K'], true],
    ['gemini-nano-banana-2.1', ['1K', '2K', '4K'], true],
    ['gemini-3-pro-image', ['1K', '2K', '4K'], false],
    ['gemini-3.1-flash-lite-image', ['1K'], true],
  ];

  it.each(offers)('%s makes exactly the printed pixels', (vendorId, offered, hasStrips) => {
    for (const { aspect, size, tier } of cells) {
      const isOffered = offered.includes(tier) && (hasStrips || ASPECTS.some((ten) => ten === aspect));
      expect([aspect, tier, asked(sizesOf(vendorId), aspect, tier)]).toEqual([aspect, tier, isOffered ? size : null]);
    }
  });

  it('refuses a ratio that is not in the table instead of taking a near one', () => {
    expect(asked(sizesOf('gemini-3-pro-image'), '7:5', '1K')).toBeNull();
  });
});

describe('the sizes of the GPT Image models', () => {
  const free = openAiModels.filter((model): model is ModelEntry & { sizes: SizeRule } => model.sizes?.kind === 'free');

  it.each([
    ['1:1', '1K', '1024x1024'],
    ['1:1', '2K', '2048x2048'],
    ['1:1', '4K', '2880x2880'],
    ['16:9', '4K', '3840x2160'],
    ['9:16', '4K', '2160x3840'],
    ['3:1', '4K', '3840x1280'],
  ] as const)('GPT Image 2 makes %s at %s as %s', (aspect, tier, size) => {
    expect(asked(sizesOf('gpt-image-2'), aspect, tier)).toBe(size);
  });

  it('GPT Image 1.5 has three sizes and no others', () => {
    expect(['1:1', '3:2', '2:3', '16:9'].map((aspect) => asked(sizesOf('gpt-image-1.5'), aspect, '1K'))).toEqual([
      '1024x1024',
      '1536x1024',
      '1024x1536',
      null,
    ]);
  });

  it('are always legal, near the asked ratio and never above the asked area by more than the smallest legal size', () => {
    expect(free.length).toBe(5);
    const ratio = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(fc.constantFrom(...free), ratio, ratio, fc.constantFrom(...tiers), (model, width, height, tier) => {
        const wanted = width / height;
        const size = pixelsFor(model.sizes, `${width}:${height}`, tier);
        if (Math.max(wanted, 1 / wanted) > 3) return size === null;
        if (size === null) return false;
        const isNear = Math.abs(Math.log(size.widthPx / size.heightPx / wanted)) < 0.05;
        const most = Math.max(TIER_EDGE_PX[tier] ** 2, 655_360) * 1.1;
        return allowsPixels(model.sizes, size) && isNear && size.widthPx * size.heightPx <= most;
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuse what is no ratio', () => {
    for (const aspect of ['', '1', '0:1', '1:0', 'a:b', '1:1:1', '-1:1', '10000:1']) {
      expect([aspect, parseAspect(aspect), asked(sizesOf('gpt-image-2'), aspect, '1K')]).toEqual([aspect, null, null]);
    }
  });
});

describe('the nearest ratio', () => {
  it('finds back each ratio of the list from its own pixels', () => {
    for (const { aspect, size } of cells.filter((cell) => ASPECTS.some((ten) => ten === cell.aspect))) {
      const [widthPx = 1, heightPx = 1] = size.split('x').map(Number);
      expect([size, nearestAspect({ widthPx, heightPx })]).toEqual([size, aspect]);
    }
  });
});
