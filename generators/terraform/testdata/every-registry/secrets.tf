# The credentials of the upstreams. ECR reads exactly the keys username and accessToken.
# Written by ecrcache generate from the configuration every. Change that, not this file.

resource "aws_secretsmanager_secret" "ghcr_token" {
  region                  = var.region
  name                    = "ecr-pullthroughcache/ghcr"
  description             = "Credential of the pull-through cache of ghcr.io"
  recovery_window_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_secretsmanager_secret_version" "ghcr_token" {
  region    = var.region
  secret_id = aws_secretsmanager_secret.ghcr_token.id
  secret_string = jsonencode({
    username    = var.ghcr_username
    accessToken = var.ghcr_token
  })
}

resource "aws_secretsmanager_secret" "docker_hub_token" {
  region                  = var.region
  name                    = "ecr-pullthroughcache/docker-hub"
  description             = "Credential of the pull-through cache of registry-1.docker.io"
  recovery_window_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_secretsmanager_secret_version" "docker_hub_token" {
  region    = var.region
  secret_id = aws_secretsmanager_secret.docker_hub_token.id
  secret_string = jsonencode({
    username    = var.docker_hub_username
    accessToken = var.docker_hub_token
  })
}

resource "aws_secretsmanager_secret" "azure_amerintlxperts_token" {
  region                  = var.region
  name                    = "ecr-pullthroughcache/azure/amerintlxperts"
  description             = "Credential of the pull-through cache of amerintlxperts.azurecr.io"
  recovery_window_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_secretsmanager_secret_version" "azure_amerintlxperts_token" {
  region    = var.region
  secret_id = aws_secretsmanager_secret.azure_amerintlxperts_token.id
  secret_string = jsonencode({
    username    = var.azure_amerintlxperts_username
    accessToken = var.azure_amerintlxperts_token
  })
}

resource "aws_secretsmanager_secret" "chainguard_token" {
  region                  = var.region
  name                    = "ecr-pullthroughcache/chainguard"
  description             = "Credential of the pull-through cache of cgr.dev"
  recovery_window_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_secretsmanager_secret_version" "chainguard_token" {
  region    = var.region
  secret_id = aws_secretsmanager_secret.chainguard_token.id
  secret_string = jsonencode({
    username    = var.chainguard_username
    accessToken = var.chainguard_token
  })
}
