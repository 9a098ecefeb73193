/** Write-only arguments, which keep secrets out of the state, came with 1.11. */
export const TERRAFORM_VERSION = '>= 1.11';
