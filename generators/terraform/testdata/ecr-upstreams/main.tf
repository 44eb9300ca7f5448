# The pull-through cache rules, and the repositories below them.
# Written by ecrcache generate from the configuration ecr. Change that, not this file.

resource "aws_ecr_pull_through_cache_rule" "base" {
  region                     = var.region
  ecr_repository_prefix      = "base"
  upstream_registry_url      = "210987654321.dkr.ecr.us-east-1.amazonaws.com"
  upstream_repository_prefix = "platform/base"
  custom_role_arn            = aws_iam_role.upstream.arn

  depends_on = [aws_iam_role_policy.upstream]
}

resource "aws_ecr_pull_through_cache_rule" "europe" {
  region                = var.region
  ecr_repository_prefix = "europe"
  upstream_registry_url = "123456789012.dkr.ecr.eu-central-1.amazonaws.com"
  custom_role_arn       = aws_iam_role.upstream.arn

  depends_on = [aws_iam_role_policy.upstream]
}

resource "aws_ecr_pull_through_cache_rule" "ireland" {
  region                = var.region
  ecr_repository_prefix = "ireland"
  upstream_registry_url = "210987654321.dkr.ecr.eu-west-1.amazonaws.com"
  custom_role_arn       = "arn:aws:iam::123456789012:role/ecr-pull-through"
}

resource "aws_ecr_repository_creation_template" "base" {
  region               = var.region
  prefix               = "base"
  description          = "Repositories of the pull-through cache of 210987654321.dkr.ecr.us-east-1.amazonaws.com"
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

resource "aws_ecr_repository_creation_template" "europe" {
  region               = var.region
  prefix               = "europe"
  description          = "Repositories of the pull-through cache of 123456789012.dkr.ecr.eu-central-1.amazonaws.com"
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

resource "aws_ecr_repository_creation_template" "ireland" {
  region               = var.region
  prefix               = "ireland"
  description          = "Repositories of the pull-through cache of 210987654321.dkr.ecr.eu-west-1.amazonaws.com"
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
