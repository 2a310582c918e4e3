/** Text in lines of its own, each read from the side of its own letters: Chinese in a Uyghur page keeps its full stop at its end. */
export function Lines({ text }: { text: string }) {
  return text.split('\n').map((line, place) => (
    // oxlint-disable-next-line react/no-array-index-key -- lines of one text have nothing but their order, and never change it
    <div key={place}>
      <bdi>{line}</bdi>
    </div>
  ));
}
