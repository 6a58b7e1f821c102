/** Owns what the window knows of an earlier edit of the picture that still waits for a decision. */
import { create } from 'zustand';
import type { OpenEdit } from '../../shared/edit-desk.ts';

export const useOpenEdit = create<{ readonly edit: OpenEdit | null }>(() => ({ edit: null }));
