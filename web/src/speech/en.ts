import enUS from 'antd/es/locale/en_US';
import { speech } from './speech.ts';

/** English, in a file of its own. */
export const en = speech(import.meta.glob('../../../contract/messages/en/*.json', { eager: true, import: 'default' }), enUS);
