import { useState } from 'react';
import { Button, type IconType } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './registry-list.module.css';

interface ConfirmButtonProps {
  readonly label: string;
  readonly icon?: IconType | undefined;
  /** What will happen, as a sentence. */
  readonly question: string;
  readonly answer: string;
  readonly disabledReason?: string | null | undefined;
  readonly onConfirm: () => void;
}

/** For what cannot be undone: says what will happen and waits for a second press. */
export function ConfirmButton({ label, icon, question, answer, disabledReason, onConfirm }: ConfirmButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  const close = () => setIsAsking(false);
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        icon={icon}
        disabledReason={disabledReason}
        onPress={() => setIsAsking(true)}
      >
        {label}
      </Button>
      <Dialog
        title={`${label}?`}
        isOpen={isAsking}
        onClose={close}
        widthPx={420}
        footer={
          <>
            <Button onPress={close}>Cancel</Button>
            <Button
              variant="danger"
              onPress={() => {
                close();
                onConfirm();
              }}
            >
              {answer}
            </Button>
          </>
        }
      >
        <p className={styles.question}>{question}</p>
      </Dialog>
    </>
  );
}
