import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './prompt-dock.module.css';
import { generate } from './use-generation.ts';
import { priceDetail, priceLabel } from './use-preview.ts';
import { isTextRole, usePrompt } from './use-prompt.ts';

/** What it does and what it costs, before it is pressed. */
export function GenerateButton() {
  const preview = usePrompt((state) => state.preview);
  const verb = useVerb();
  const earlier = preview?.earlier ?? null;
  const isFree = earlier !== null && !earlier.isUnderWay;
  const problem = isFree ? null : (preview?.problems[0]?.message ?? null);
  const price = preview ? priceLabel(preview.estimate) : '…';
  const words = isFree ? 'Place it · free' : earlier ? 'Under way · no second charge' : `${verb} · ${price}`;
  const button = (
    <Button
      variant="primary"
      className={styles.generate}
      disabledReason={problem}
      isDisabled={!preview}
      onPress={() => void generate()}
    >
      {words}
    </Button>
  );
  if (problem || !preview) return button;
  return (
    <Tooltip
      content={earlier ? 'The same request costs nothing twice.' : priceDetail(preview.estimate)}
      shortcut="mod+enter"
    >
      <span className={styles.generateWrap}>{button}</span>
    </Tooltip>
  );
}

/** "Draft 4", "Final 1", "Vary 2", "Write". */
function useVerb(): string {
  return usePrompt(({ role, count, sourceAssetId }) => {
    if (isTextRole(role)) return 'Write';
    return `${sourceAssetId ? 'Vary' : role === 'final' ? 'Final' : 'Draft'} ${count}`;
  });
}
