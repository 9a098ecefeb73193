/** Something that is measured, as a table. */
export interface Bench {
  readonly name: string;
  readonly columns: readonly string[];
  /**
   * @param temporary a folder for whatever it writes
   * @param runs of which a figure is the median
   */
  rows(temporary: string, runs: number): readonly (readonly string[])[];
}
