import { create } from 'zustand';

/** What a screen reader should hear; the newest replaces the one before. */
export const useAnnouncer = create<{ readonly text: string }>(() => ({ text: '' }));

export function announce(text: string): void {
  // The same words twice are still two announcements: a no-break space at the end makes them differ.
  useAnnouncer.setState((state) => ({ text: state.text === text ? `${text}\u00a0` : text }));
}
