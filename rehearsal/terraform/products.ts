/** The programs that can run the stacks. */
export type ProductName = 'Terraform' | 'OpenTofu';

/** What has to be known of a program that runs the stacks. */
export interface Product {
  /** The oldest version that keeps secrets out of state: write-only arguments came with it. */
  readonly oldest: readonly [major: number, minor: number];
  /** How to install it, for the platform at hand. */
  readonly installation: (platform: NodeJS.Platform, architecture: string) => readonly string[];
}

/** The version that the remedy installs; the one that the project is tested with. */
const ADVISED_TERRAFORM = '1.11.4';

/** @see https://opentofu.org/docs/language/ephemerality/write-only-attributes/ */
export const PRODUCTS: Readonly<Record<ProductName, Product>> = {
  Terraform: { oldest: [1, 11], installation: terraformInstallation },
  OpenTofu: { oldest: [1, 11], installation: openTofuInstallation },
};

function terraformInstallation(platform: NodeJS.Platform, architecture: string): string[] {
  switch (platform) {
    case 'darwin':
      return ['brew install hashicorp/tap/terraform'];
    case 'win32':
      return ['winget install HashiCorp.Terraform'];
    default: {
      const file = `terraform_${ADVISED_TERRAFORM}_linux_${architecture === 'arm64' ? 'arm64' : 'amd64'}.zip`;
      return [
        `curl -fsSLo /tmp/terraform.zip https://releases.hashicorp.com/terraform/${ADVISED_TERRAFORM}/${file}`,
        'sudo unzip -o /tmp/terraform.zip terraform -d /usr/local/bin',
        '(other ways: https://developer.hashicorp.com/terraform/install)',
      ];
    }
  }
}

function openTofuInstallation(platform: NodeJS.Platform): string[] {
  switch (platform) {
    case 'darwin':
      return ['brew install opentofu'];
    case 'win32':
      return ['winget install OpenTofu.Tofu'];
    default:
      return [
        'curl -fsSLo /tmp/install-opentofu.sh https://get.opentofu.org/install-opentofu.sh',
        'sh /tmp/install-opentofu.sh --install-method standalone',
        '(other ways: https://opentofu.org/docs/intro/install/)',
      ];
  }
}
