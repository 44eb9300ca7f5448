# The credentials of the upstreams. ECR reads exactly the keys username and accessToken.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

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
