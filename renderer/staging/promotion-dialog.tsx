import { promoteAll } from '../prompt/use-generation.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './promotion-dialog.module.css';
import { usePendingPromotion } from './use-promotion.ts';

/** Shows what a promotion costs before it is sent. */
export function PromotionDialog() {
  const pending = usePendingPromotion((state) => state.pending);
  if (!pending) return null;
  const { requests, price } = pending;
  const close = () => usePendingPromotion.setState({ pending: null });
  const count = requests.length;
  return (
    <Dialog
      title="Promote to final"
      isOpen
      onClose={close}
      widthPx={420}
      footer={
        <>
          <Button variant="quiet" onPress={close}>
            Cancel
          </Button>
          <Button
            variant="primary"
            disabledReason={price.problem}
            onPress={() => {
              close();
              void promoteAll(requests);
            }}
          >
            {`Promote ${count} · ${price.label}`}
          </Button>
        </>
      }
    >
      <p className={styles.text}>
        {count === 1 ? 'The draft is' : `${count} drafts are`} rendered again by {price.modelLabel}, with the same
        prompt, seed and references. {count === 1 ? 'The final appears' : 'The finals appear'} beside the draft.
      </p>
      {price.problem ? <p className={styles.problem}>{price.problem}</p> : null}
    </Dialog>
  );
}
