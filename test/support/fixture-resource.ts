import { TerraformResource, type TerraformStack } from 'cdktf';

/** A resource of Terraform's own, for which no provider has to be installed. */
export function fixtureResource(stack: TerraformStack): { readonly id: string } {
  const resource = new TerraformResource(stack, 'fixture', { terraformResourceType: 'terraform_data' });
  return { id: resource.getStringAttribute('id') };
}
