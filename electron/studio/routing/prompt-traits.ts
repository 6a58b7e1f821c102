/** Owns what a prompt says about itself: text to render, its script, and the subjects that some models do better. */

export interface PromptTraits {
  readonly characters: number;
  /** Texts in quotation marks: they are to appear in the picture. */
  readonly quoted: readonly string[];
  /** Scripts of the quoted texts that many models misspell, as words for people. */
  readonly scripts: readonly string[];
  readonly hasLongText: boolean;
  readonly hasLongNonLatinText: boolean;
  readonly isInterface: boolean;
  readonly isInfographic: boolean;
  /** Text requests: numbered or chained steps. */
  readonly hasSteps: boolean;
  /** Text requests: an error here is expensive. */
  readonly isHighStakes: boolean;
}

/**
 * Straight, curly, German, French and East Asian quotation marks. Single straight ones are apostrophes too often. No text
 * holds its own opening mark, so that a thousand unclosed ones are read once and not a thousand times.
 */
const QUOTES =
  /"([^"]+)"|“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|‘([^‘’]+)’|「([^「」]+)」|『([^『』]+)』|《([^《》]+)》/gu;

const SCRIPTS: readonly (readonly [name: string, letters: RegExp])[] = [
  // Kana first: Japanese also uses Han characters, Chinese never uses kana.
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Chinese', /\p{Script=Han}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
];

/** From here on letters get lost: 6 in dense scripts, 40 in Latin, or three separate texts. */
const LONG_NON_LATIN = 6;
const LONG_LATIN = 40;
const MANY_TEXTS = 3;

const INTERFACE =
  /\b(?:ui|ux|user interface|app screen|mobile app|web ?app|dashboard|wireframe|landing page|home ?page|login screen|settings screen|onboarding screen|website (?:mock-?up|design)|web page|app mock-?up)\b|界面|介面|アプリ画面|管理画面|앱 화면|واجهة/iu;

const INFOGRAPHIC =
  /\b(?:infographics?|infografik|infographie|infografía|data visuali[sz]ation|statistics|(?:bar|pie|line) charts?|fact ?sheet|timeline of|explainer diagram|labell?ed diagram)\b|信息图|資訊圖|インフォグラフィック|인포그래픽|إنفوجرافيك/iu;

const STEPS = /\bstep by step\b|\bfirst\b[\s\S]{1,400}\bthen\b|^\s*3[.)]\s/imu;

const STAKES =
  /\b(?:legal|contract|terms and conditions|disclaimer|medical|dosage|press release|crisis|investors?|annual report|compliance|warranty)\b/iu;

/** What lies beyond is too long for any picture model, and says nothing new to the rules. */
const READ_CHARACTERS = 40_000;

/** Linear in the prompt's length, and bounded. */
export function readPrompt(whole: string): PromptTraits {
  const prompt = whole.slice(0, READ_CHARACTERS);
  const quoted = [...prompt.matchAll(QUOTES)].map((match) => match.slice(1).find((text) => text !== undefined) ?? '');
  const written = quoted.join(' ');
  const hit = SCRIPTS.filter(([, letters]) => letters.test(written)).map(([name]) => name);
  // Kanji beside kana is Japanese, not a second language.
  const scripts = hit.includes('Japanese') ? hit.filter((name) => name !== 'Chinese') : hit;
  return {
    characters: [...whole].length,
    quoted,
    scripts,
    hasLongText: written.length >= LONG_LATIN || quoted.length >= MANY_TEXTS,
    hasLongNonLatinText: scripts.length > 0 && lettersBeyondLatin(written) >= LONG_NON_LATIN,
    isInterface: INTERFACE.test(prompt),
    isInfographic: INFOGRAPHIC.test(prompt),
    hasSteps: STEPS.test(prompt),
    isHighStakes: STAKES.test(prompt),
  };
}

function lettersBeyondLatin(text: string): number {
  return [...text].filter((letter) => SCRIPTS.some(([, letters]) => letters.test(letter))).length;
}
