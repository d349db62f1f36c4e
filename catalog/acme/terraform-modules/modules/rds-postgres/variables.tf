variable "service_name" {
  description = "The service's name in the catalog."
  type        = string
}

variable "environment" {
  description = "staging or production."
  type        = string
  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "The environment is staging or production."
  }
}

variable "instance_class" {
  description = "Size of the instance."
  type        = string
  default     = "db.t3.small"
}

variable "allocated_storage" {
  description = "Storage in GiB."
  type        = number
  default     = 20
}

variable "multi_az" {
  description = "Keep a standby in another zone."
  type        = bool
  default     = false
}

variable "deletion_protection" {
  description = "Refuse to delete the database."
  type        = bool
  default     = true
}

variable "backup_retention" {
  description = "Days a backup is kept."
  type        = number
  default     = 7
}
