module "service_database" {
  source = "git::https://github.com/acme/terraform-modules.git//modules/rds-postgres?ref=v2.3.0"

  service_name = "${{ values.name }}"
  environment  = "production"
}
