export { correctionListeners } from './hear-ends.ts';
