import { useWords } from '../client/language.tsx';
import { StateTag, type Tone } from '../ui/StateTag.tsx';

const tones: Readonly<Record<string, Tone>> = { done: 'ok', refused: 'warn', failed: 'danger', unknown: 'off' };

export function ResultTag({ result }: { result: string }) {
  const { t } = useWords();
  return <StateTag tone={tones[result] ?? 'off'}>{t(`evidence.result.${result}`)}</StateTag>;
}
