/** First strong isolate and its end: what stands between them is read from the side of its own letters. */
const setApart = (line: string): string => `\u2068${line}\u2069`;

/** Text in lines of its own, each read from the side of its own letters: Chinese in a Uyghur page keeps its full stop at its end. */
export function Lines({ text }: { text: string }) {
  return <div className="pre">{text.split('\n').map(setApart).join('\n')}</div>;
}
