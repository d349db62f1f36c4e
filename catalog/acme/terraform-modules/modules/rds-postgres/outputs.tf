output "endpoint" {
  description = "Host and port."
  value       = aws_db_instance.this.endpoint
}

output "secret_path" {
  description = "Where the password is."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}
