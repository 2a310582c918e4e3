import zhCN from 'antd/es/locale/zh_CN';
import { speech } from './speech.ts';

/** Chinese, in a file of its own. */
export const zh = speech(import.meta.glob('../../../contract/messages/zh/*.json', { eager: true, import: 'default' }), zhCN);
