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

output "node_policy_arn" {
  description = "ARN of the policy to attach to the role of the nodes"
  value       = aws_iam_policy.node.arn
}

resource "aws_ssm_parameter" "ecr_registry_url" {
  region      = var.region
  name        = "/eks/dev/ecr-registry"
  type        = "String"
  value       = "${data.aws_caller_identity.current.account_id}.dkr.ecr.${var.region}.amazonaws.com"
  description = "ECR registry URL"
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
}

resource "aws_ssm_parameter" "ghcr_prefix" {
  region      = var.region
  name        = "/eks/dev/ghcr-prefix"
  type        = "String"
  value       = "ghcr"
  description = "Prefix of the cached images of ghcr.io"
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
}

resource "aws_ssm_parameter" "ghcr_credential_secret_name" {
  region      = var.region
  name        = "/eks/dev/ghcr-credential-secret-name"
  type        = "String"
  value       = "ecr-pullthroughcache/ghcr"
  description = "Name of the secret with the credential of ghcr.io"
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
}
