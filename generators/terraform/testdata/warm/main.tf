# The pull-through cache rules, and the repositories below them.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

resource "aws_ecr_pull_through_cache_rule" "ghcr" {
  region                = var.region
  ecr_repository_prefix = "ghcr"
  upstream_registry_url = "ghcr.io"
  credential_arn        = aws_secretsmanager_secret.ghcr_token.arn

  depends_on = [aws_secretsmanager_secret_version.ghcr_token]
}

resource "aws_ecr_repository_creation_template" "ghcr" {
  region               = var.region
  prefix               = "ghcr"
  description          = "Repositories of the pull-through cache of ghcr.io"
  applied_for          = ["PULL_THROUGH_CACHE"]
  image_tag_mutability = "MUTABLE"
  lifecycle_policy = jsonencode({
    rules = [{
      action = {
        type = "expire"
      }
      description  = "Keep the newest 100 images"
      rulePriority = 1
      selection = {
        countNumber = 100
        countType   = "imageCountMoreThan"
        tagStatus   = "any"
      }
    }]
  })
}
