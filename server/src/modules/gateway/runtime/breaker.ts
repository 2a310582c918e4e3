/** Failures in a row that open a breaker, and how long it stays open before one call tries again. */
const failuresMax = 5;
const openMs = 10_000;

/** Keeps calls away from a provider that fails, so that its trouble stays its own. One for each provider's origin. */
export class Breaker {
  #failures = 0;
  #openUntilMs = 0;
  #isTrying = false;

  /** Seconds to wait when the provider is not to be called now; 0 when it is. A 0 while half open is given to one caller only. */
  waitSeconds(atMs: number): number {
    if (this.#failures < failuresMax) return 0;
    if (atMs < this.#openUntilMs) return Math.ceil((this.#openUntilMs - atMs) / 1000);
    if (this.#isTrying) return 1;
    this.#isTrying = true;
    return 0;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#isTrying = false;
  }

  failed(atMs: number): void {
    this.#failures++;
    this.#isTrying = false;
    if (this.#failures >= failuresMax) this.#openUntilMs = atMs + openMs;
  }

  /** The call ended without saying anything about the provider (the caller left). */
  unknown(): void {
    this.#isTrying = false;
  }

  get isOpen(): boolean {
    return this.#failures >= failuresMax;
  }
}
