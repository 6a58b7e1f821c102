import { Copy } from 'lucide-react';
import { useMemo } from 'react';
import type { Receipt } from '../../shared/generation.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from './copy-text.ts';
import styles from './receipt-view.module.css';

export function ReceiptView({ receipt }: { readonly receipt: Receipt }) {
  const text = useMemo(() => JSON.stringify(receipt, null, 2), [receipt]);
  return (
    <details className={styles.receipt}>
      <summary className={styles.summary}>Receipt</summary>
      {/* A field that cannot be edited: it scrolls, selects and is read out from the keyboard. */}
      <textarea className={styles.text} readOnly value={text} rows={14} aria-label="Receipt as JSON" wrap="off" />
      <Button size="small" icon={Copy} onPress={() => void copyText(text, 'Receipt')}>
        Copy receipt
      </Button>
    </details>
  );
}
