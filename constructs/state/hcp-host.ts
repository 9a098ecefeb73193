/** The host of HCP Terraform, or of a Terraform Enterprise, that keeps a state. */
export function hcpHost({ hostname }: { readonly hostname?: string }): string {
  return hostname ?? 'app.terraform.io';
}
