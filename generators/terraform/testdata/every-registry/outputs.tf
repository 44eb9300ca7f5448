# What others need to know of the cache.
# Written by ecrcache generate from the configuration every. Change that, not this file.

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

output "docker_hub_prefix" {
  description = "Prefix of the cached images of registry-1.docker.io"
  value       = "docker-hub"
}

output "docker_hub_credential_secret_name" {
  description = "Name of the secret with the credential of registry-1.docker.io"
  value       = "ecr-pullthroughcache/docker-hub"
}

output "gitlab_prefix" {
  description = "Prefix of the cached images of registry.gitlab.com"
  value       = "gitlab"
}

output "gitlab_credential_secret_arn" {
  description = "ARN of the secret with the credential of registry.gitlab.com"
  value       = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/gitlab-AbCdEf"
}

output "azure_amerintlxperts_prefix" {
  description = "Prefix of the cached images of amerintlxperts.azurecr.io"
  value       = "azure/amerintlxperts"
}

output "azure_amerintlxperts_credential_secret_name" {
  description = "Name of the secret with the credential of amerintlxperts.azurecr.io"
  value       = "ecr-pullthroughcache/azure/amerintlxperts"
}

output "chainguard_prefix" {
  description = "Prefix of the cached images of cgr.dev"
  value       = "chainguard"
}

output "chainguard_credential_secret_name" {
  description = "Name of the secret with the credential of cgr.dev"
  value       = "ecr-pullthroughcache/chainguard"
}

output "quay_prefix" {
  description = "Prefix of the cached images of quay.io"
  value       = "quay"
}

output "k8s_prefix" {
  description = "Prefix of the cached images of registry.k8s.io"
  value       = "k8s"
}

output "ecr_public_prefix" {
  description = "Prefix of the cached images of public.ecr.aws"
  value       = "ecr-public"
}

output "other_prefix" {
  description = "Prefix of the cached images of 210987654321.dkr.ecr.us-east-1.amazonaws.com"
  value       = "other"
}

output "west_prefix" {
  description = "Prefix of the cached images of 123456789012.dkr.ecr.us-west-2.amazonaws.com"
  value       = "west"
}

output "ghcr_credential_secret_arn" {
  description = "ARN of the secret with the credential of ghcr.io"
  value       = aws_secretsmanager_secret.ghcr_token.arn
}

output "docker_hub_credential_secret_arn" {
  description = "ARN of the secret with the credential of registry-1.docker.io"
  value       = aws_secretsmanager_secret.docker_hub_token.arn
}

output "azure_amerintlxperts_credential_secret_arn" {
  description = "ARN of the secret with the credential of amerintlxperts.azurecr.io"
  value       = aws_secretsmanager_secret.azure_amerintlxperts_token.arn
}

output "chainguard_credential_secret_arn" {
  description = "ARN of the secret with the credential of cgr.dev"
  value       = aws_secretsmanager_secret.chainguard_token.arn
}

output "node_policy_arn" {
  description = "ARN of the policy to attach to the role of the nodes"
  value       = aws_iam_policy.node.arn
}
