/** Brings a place of the form into view and puts the cursor into it. */
export function goTo(id: string): void {
  const place = document.getElementById(id);
  if (!place) return;
  place.scrollIntoView({ behavior: 'smooth', block: 'start' });
  place.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
}
