// The letters come with the words, and only to who reads Uyghur.
import '@fontsource-variable/noto-sans-arabic/index.css';
import { speech } from './speech.ts';
import { uyghurPartWords } from './uyghur-part-words.ts';

/** Uyghur, in a file of its own. */
export const ug = speech(import.meta.glob('../../../contract/messages/ug/*.json', { eager: true, import: 'default' }), uyghurPartWords);
