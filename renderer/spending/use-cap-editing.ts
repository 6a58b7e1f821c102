import { create } from 'zustand';

interface CapEditing {
  /** True from "Raise the cap" until the panel has opened the form of the cap that stands in the way. */
  readonly isWanted: boolean;
  readonly begin: () => void;
  readonly done: () => void;
}

export const useCapEditing = create<CapEditing>((set) => ({
  isWanted: false,
  begin: () => set({ isWanted: true }),
  done: () => set({ isWanted: false }),
}));
