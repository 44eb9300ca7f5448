# What others need to know of the cache.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

output "ecr_registry_url" {
  description = "ECR registry URL"
  value       = "${data.aws_caller_identity.current.account_id}.dkr.ecr.${var.region}.amazonaws.com"
}

output "ghcr_prefix" {
  description = "Prefix of the cached images of ghcr.io"
  value       = "ghcr"
}

output "ghcr_credential_secret_name" {
  description = "Name of the secret with the credential of ghcr.io"
  value       = "ecr-pullthroughcache/ghcr"
}

output "ghcr_credential_secret_arn" {
  description = "ARN of the secret with the credential of ghcr.io"
  value       = aws_secretsmanager_secret.ghcr_token.arn
}
