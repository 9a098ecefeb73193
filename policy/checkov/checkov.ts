import { execFileSync } from 'node:child_process';

/** What Checkov reads: cdktf's Terraform JSON, `terraform show -json` of plans, or Kubernetes objects. */
export type Framework = 'terraform_json' | 'terraform_plan' | 'kubernetes';

/** What one of Checkov's checks says of one resource. */
export interface CheckovRecord {
  readonly check: string;
  readonly title: string;
  /** The folder of the file that it stands in, inside the folder that was checked. */
  readonly stack: string;
  /** The file's name. */
  readonly file: string;
  /** As Checkov writes it: `resource.<id>`, `data.<id>`, `<type>.<id>` or `provider.aws`. */
  readonly resource: string;
  readonly passed: boolean;
}

interface Entry {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

/** The parts of Checkov's JSON that are read here; where it found no file, there is nothing but counts. */
interface Output {
  readonly results?: { readonly passed_checks: readonly Entry[]; readonly failed_checks: readonly Entry[] };
  readonly summary?: { readonly parsing_errors: number; readonly skipped: number };
}

/** Its output is a few kilobytes for each resource. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

/** What would change which checks run: configuration of the user's, or of a platform. */
const FOREIGN = /^(BC_|CHECKOV_|CKV_|PRISMA_|PYTHON)/;

/** Checkov, kept from everything that could make it say less than it sees. */
export class Checkov {
  /**
   * @param python the Python that has it
   * @param scratch an empty folder: it stands in for the user's home, where Checkov would look for settings
   */
  constructor(
    private readonly python: string,
    private readonly scratch: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /**
   * Checks files in folders that are named after their stacks.
   * @throws Error when it read less than everything: Checkov itself would pass
   */
  check(folder: string, framework: Framework): CheckovRecord[] {
    const { results, summary } = this.run(folder, framework);
    if (!results || !summary) throw new Error(`Checkov found nothing to check in ${folder}`);
    if (summary.parsing_errors > 0) throw new Error(`Checkov cannot read ${summary.parsing_errors} files in ${folder}`);
    if (summary.skipped > 0) throw new Error(`Checkov skipped ${summary.skipped} checks that nobody excepted`);
    const passed = results.passed_checks.map((entry) => recordOf(entry, true));
    if (passed.length === 0) throw new Error(`Checkov passed nothing in ${folder}: it has not read it`);
    return [...passed, ...results.failed_checks.map((entry) => recordOf(entry, false))];
  }

  private run(folder: string, framework: Framework): Output {
    const kept = Object.entries(this.environment).filter(([name]) => !FOREIGN.test(name));
    const output = execFileSync(
      this.python,
      // Failures are no failure of the program's, which has its exit code to itself so.
      ['-m', 'checkov.main', '-d', folder, '--framework', framework, '-o', 'json', ...QUIETLY],
      {
        cwd: this.scratch,
        env: { ...Object.fromEntries(kept), HOME: this.scratch, LOG_LEVEL: 'ERROR' },
        encoding: 'utf8',
        maxBuffer: MAX_OUTPUT_BYTES,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    return JSON.parse(output) as Output;
  }
}

/** Without code in the output, without asking its maker for anything. */
const QUIETLY = ['--soft-fail', '--compact', '--skip-download'];

function recordOf({ check_id, check_name, file_path, resource }: Entry, passed: boolean): CheckovRecord {
  const [stack = '', file = ''] = file_path.split('/').slice(-2);
  return { check: check_id, title: check_name, stack, file, resource, passed };
}
