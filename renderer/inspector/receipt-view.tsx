import { useMutation } from '@tanstack/react-query';
import { Copy, ShieldCheck } from 'lucide-react';
import { useMemo } from 'react';
import type { Receipt } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from './copy-text.ts';
import styles from './receipt-view.module.css';

export function ReceiptView({ assetId, receipt }: { readonly assetId: AssetId; readonly receipt: Receipt }) {
  const text = useMemo(() => JSON.stringify(receipt, null, 2), [receipt]);
  const verification = useMutation({ mutationFn: () => call('receipts.verify', { assetId }) });
  const outcome = verification.error ? describeError(verification.error).message : verification.data?.message;
  return (
    <details className={styles.receipt}>
      <summary className={styles.summary}>Receipt</summary>
      {/* A field that cannot be edited: it scrolls, selects and is read out from the keyboard. */}
      <textarea className={styles.text} readOnly value={text} rows={14} aria-label="Receipt as JSON" wrap="off" />
      <div className={styles.buttons}>
        <Button size="small" icon={Copy} onPress={() => void copyText(text, 'Receipt')}>
          Copy receipt
        </Button>
        {receipt.requestHash === null ? null : (
          <Button
            size="small"
            icon={ShieldCheck}
            isDisabled={verification.isPending}
            onPress={() => verification.mutate()}
          >
            {verification.isPending ? 'Comparing…' : 'Verify'}
          </Button>
        )}
      </div>
      <p className={styles.outcome} role="status" data-ok={verification.data?.isIdentical}>
        {outcome}
      </p>
    </details>
  );
}
