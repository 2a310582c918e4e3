/** What one benchmark measured: every round, and the figure that its target speaks of. */
export type Measured = {
  /** Figures by name, with the unit in the name. */
  readonly rounds: readonly Readonly<Record<string, number>>[];
  readonly ratio: number;
  readonly target: string;
  readonly met: boolean;
  /** What a reader needs in order to judge the figures: settings, peers, what the profile showed. */
  readonly notes?: readonly string[];
};
