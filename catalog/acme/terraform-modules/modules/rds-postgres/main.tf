terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }
}

locals {
  identifier = "${var.service_name}-${var.environment}"
  tags = {
    service     = var.service_name
    environment = var.environment
    module      = "rds-postgres"
  }
}

resource "aws_db_instance" "this" {
  identifier                  = local.identifier
  engine                      = "postgres"
  engine_version              = "16"
  instance_class              = var.instance_class
  allocated_storage           = var.allocated_storage
  multi_az                    = var.multi_az
  deletion_protection         = var.deletion_protection
  backup_retention_period     = var.backup_retention
  storage_encrypted           = true
  manage_master_user_password = true
  username                    = "owner"
  tags                        = local.tags
}
