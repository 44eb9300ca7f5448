# The pull-through cache rules, and the repositories below them.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

resource "aws_ecr_pull_through_cache_rule" "ghcr" {
  region                = var.region
  ecr_repository_prefix = "ghcr"
  upstream_registry_url = "ghcr.io"
  credential_arn        = aws_secretsmanager_secret.ghcr_token.arn

  depends_on = [aws_secretsmanager_secret_version.ghcr_token]
}

resource "aws_ecr_pull_through_cache_rule" "base" {
  region                = var.region
  ecr_repository_prefix = "base"
  upstream_registry_url = "210987654321.dkr.ecr.us-gov-east-1.amazonaws.com"
  custom_role_arn       = aws_iam_role.upstream.arn

  depends_on = [aws_iam_role_policy.upstream]
}

resource "aws_ecr_repository_creation_template" "ghcr" {
  region               = var.region
  prefix               = "ghcr"
  description          = "Repositories of the pull-through cache of ghcr.io"
  applied_for          = ["PULL_THROUGH_CACHE"]
  image_tag_mutability = "MUTABLE_WITH_EXCLUSION"
  custom_role_arn      = "arn:aws-us-gov:iam::123456789012:role/ecr-templates"
  lifecycle_policy = jsonencode({
    rules = [{
      action = {
        type = "expire"
      }
      rulePriority = 1
      selection = {
        countNumber   = 14
        countType     = "sinceImagePushed"
        countUnit     = "days"
        tagPrefixList = ["pr-"]
        tagStatus     = "tagged"
      }
      }, {
      action = {
        type = "expire"
      }
      rulePriority = 2
      selection = {
        countNumber = 50
        countType   = "imageCountMoreThan"
        tagStatus   = "any"
      }
    }]
  })

  image_tag_mutability_exclusion_filter {
    filter      = "v*"
    filter_type = "WILDCARD"
  }

  encryption_configuration {
    encryption_type = "KMS_DSSE"
    kms_key         = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}

resource "aws_ecr_repository_creation_template" "base" {
  region               = var.region
  prefix               = "base"
  description          = "Repositories of the pull-through cache of 210987654321.dkr.ecr.us-gov-east-1.amazonaws.com"
  applied_for          = ["PULL_THROUGH_CACHE"]
  image_tag_mutability = "MUTABLE_WITH_EXCLUSION"
  custom_role_arn      = "arn:aws-us-gov:iam::123456789012:role/ecr-templates"
  lifecycle_policy = jsonencode({
    rules = [{
      action = {
        type = "expire"
      }
      rulePriority = 1
      selection = {
        countNumber   = 14
        countType     = "sinceImagePushed"
        countUnit     = "days"
        tagPrefixList = ["pr-"]
        tagStatus     = "tagged"
      }
      }, {
      action = {
        type = "expire"
      }
      rulePriority = 2
      selection = {
        countNumber = 50
        countType   = "imageCountMoreThan"
        tagStatus   = "any"
      }
    }]
  })

  image_tag_mutability_exclusion_filter {
    filter      = "v*"
    filter_type = "WILDCARD"
  }

  encryption_configuration {
    encryption_type = "KMS_DSSE"
    kms_key         = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}
