module "service_database" {
  source = "git::https://github.com/acme/terraform-modules.git//modules/rds-postgres?ref=v2.3.0"

  service_name        = "payment-service"
  environment         = "production"
  instance_class      = "db.t3.medium"
  allocated_storage   = 100
  multi_az            = true
  deletion_protection = true
  backup_retention    = 7
}

output "database_endpoint" {
  description = "Where the service connects; the password is in Vault."
  value       = module.service_database.endpoint
}
