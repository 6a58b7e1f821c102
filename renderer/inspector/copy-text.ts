import { showToast } from '../ui/toasts.tsx';

/** `what` starts the sentence that confirms it: "Prompt". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ title: `${what} copied` });
  } catch {
    showToast({
      title: `${what} not copied`,
      description: 'The system did not give access to the clipboard. Select the text and copy it by keyboard.',
      tone: 'danger',
    });
  }
}
