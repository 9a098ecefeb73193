import type { Progress } from './progress';

/** Shows nothing. */
export class NoProgress implements Progress {
  begin(): void {
    // Nobody asked.
  }

  update(): void {
    // Nobody asked.
  }

  end(): void {
    // Nobody asked.
  }

  close(): void {
    // Nothing was shown.
  }
}
