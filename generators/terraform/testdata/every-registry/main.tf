# The pull-through cache rules, and the repositories below them.
# Written by ecrcache generate from the configuration every. Change that, not this file.

resource "aws_ecr_pull_through_cache_rule" "ghcr" {
  region                = var.region
  ecr_repository_prefix = "ghcr"
  upstream_registry_url = "ghcr.io"
  credential_arn        = aws_secretsmanager_secret.ghcr_token.arn

  depends_on = [aws_secretsmanager_secret_version.ghcr_token]
}

resource "aws_ecr_pull_through_cache_rule" "docker_hub" {
  region                = var.region
  ecr_repository_prefix = "docker-hub"
  upstream_registry_url = "registry-1.docker.io"
  credential_arn        = aws_secretsmanager_secret.docker_hub_token.arn

  depends_on = [aws_secretsmanager_secret_version.docker_hub_token]
}

resource "aws_ecr_pull_through_cache_rule" "gitlab" {
  region                = var.region
  ecr_repository_prefix = "gitlab"
  upstream_registry_url = "registry.gitlab.com"
  credential_arn        = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/gitlab-AbCdEf"
}

resource "aws_ecr_pull_through_cache_rule" "azure_amerintlxperts" {
  region                = var.region
  ecr_repository_prefix = "azure/amerintlxperts"
  upstream_registry_url = "amerintlxperts.azurecr.io"
  credential_arn        = aws_secretsmanager_secret.azure_amerintlxperts_token.arn

  depends_on = [aws_secretsmanager_secret_version.azure_amerintlxperts_token]
}

resource "aws_ecr_pull_through_cache_rule" "chainguard" {
  region                = var.region
  ecr_repository_prefix = "chainguard"
  upstream_registry_url = "cgr.dev"
  credential_arn        = aws_secretsmanager_secret.chainguard_token.arn

  depends_on = [aws_secretsmanager_secret_version.chainguard_token]
}

resource "aws_ecr_pull_through_cache_rule" "quay" {
  region                = var.region
  ecr_repository_prefix = "quay"
  upstream_registry_url = "quay.io"
}

resource "aws_ecr_pull_through_cache_rule" "k8s" {
  region                = var.region
  ecr_repository_prefix = "k8s"
  upstream_registry_url = "registry.k8s.io"
}

resource "aws_ecr_pull_through_cache_rule" "ecr_public" {
  region                = var.region
  ecr_repository_prefix = "ecr-public"
  upstream_registry_url = "public.ecr.aws"
}

resource "aws_ecr_pull_through_cache_rule" "other" {
  region                = var.region
  ecr_repository_prefix = "other"
  upstream_registry_url = "210987654321.dkr.ecr.us-east-1.amazonaws.com"
  custom_role_arn       = "arn:aws:iam::123456789012:role/ecr-pull-through"
}

resource "aws_ecr_pull_through_cache_rule" "west" {
  region                = var.region
  ecr_repository_prefix = "west"
  upstream_registry_url = "123456789012.dkr.ecr.us-west-2.amazonaws.com"
}
