/** Owns the pictures that go along with a mask edit, in the order they are sent; the picture itself is always first. */
import { create } from 'zustand';
import type { Reference } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import { makeReferenceName, referenceNamesIn } from '../../shared/prompt-marks.ts';
import { uploadPictures } from '../board/use-uploads.ts';
import { knownAsset } from '../references/use-assets.ts';
import { announce } from '../workspace/use-announcer.ts';

/** The name by which the words may speak of it, @name. */
export interface MaskReference extends Reference {
  readonly name: string;
}

export const useMaskReferences = create<{ readonly references: readonly MaskReference[] }>(() => ({ references: [] }));

const change = (by: (references: readonly MaskReference[]) => readonly MaskReference[]) =>
  useMaskReferences.setState(({ references }) => ({ references: by(references) }));

/** A picture goes along once. */
export function addMaskReferences(assetIds: readonly AssetId[]): void {
  const known = new Set(useMaskReferences.getState().references.map((reference) => reference.assetId));
  const added = assetIds.filter((assetId) => !known.has(assetId));
  if (added.length === 0) return;
  change((references) => added.reduce(withReference, references));
  announce(added.length === 1 ? '1 reference added.' : `${added.length} references added.`);
}

function withReference(references: readonly MaskReference[], assetId: AssetId): readonly MaskReference[] {
  const taken = new Set(references.map(({ name }) => name));
  const name = makeReferenceName(knownAsset(assetId)?.name ?? '', taken);
  return [...references, { assetId, role: 'object', name }];
}

/** What is no picture is named in a toast, the rest goes on. */
export async function addMaskReferenceFiles(files: Iterable<File> | null): Promise<void> {
  const assets = await uploadPictures([...(files ?? [])]);
  addMaskReferences(assets.map((asset) => asset.id));
}

export function removeMaskReference(assetId: AssetId): void {
  change((references) => references.filter((reference) => reference.assetId !== assetId));
}

export function moveMaskReferenceEarlier(assetId: AssetId): void {
  change((references) => {
    const at = references.findIndex((reference) => reference.assetId === assetId);
    const taken = references[at];
    return taken && at > 0 ? references.toSpliced(at, 1).toSpliced(at - 1, 0, taken) : references;
  });
}

export function setMaskReferenceRole(assetId: AssetId, role: Reference['role']): void {
  change((references) => references.map((known) => (known.assetId === assetId ? { ...known, role } : known)));
}

export function forgetMaskReferences(): void {
  useMaskReferences.setState({ references: [] });
}

/** As they are sent with these words: a name goes along only where the words speak of it. */
export function referencesFor(prompt: string): Reference[] {
  const spoken = referenceNamesIn(prompt);
  return useMaskReferences
    .getState()
    .references.map(({ assetId, role, name }) => (spoken.has(name) ? { assetId, role, name } : { assetId, role }));
}
